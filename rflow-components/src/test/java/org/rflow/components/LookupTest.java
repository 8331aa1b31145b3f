package org.rflow.components;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.h2.tools.Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rflow.component.Arrival;
import org.rflow.component.ComponentRunner;
import org.rflow.message.CoreTypes;
import org.rflow.message.DataType;
import org.rflow.message.Lineage;
import org.rflow.message.Message;
import org.rflow.testing.ComponentTester;
import org.rflow.testing.ComponentTester.Mode;
import org.rflow.testing.TestingContext;

final class LookupTest {
    private static final String AIRPORTS =
            "code,city,country\nAMS,Amsterdam,NL\nBRU,\"Brussels, B\",BE\nAMS,second,XX\n";

    @TempDir
    private Path directory;

    @Test
    void addsWhatTheFileKnows() {
        airports()
                .option("column", "code")
                .send(Map.of("airport", "AMS", "n", "1"), Map.of("airport", "BRU"))
                .expect(
                        "out",
                        Map.of("airport", "AMS", "n", "1", "city", "Amsterdam", "country", "NL"),
                        Map.of("airport", "BRU", "city", "Brussels, B", "country", "BE"))
                .expect("missing")
                .expect("errored");
    }

    @ParameterizedTest
    @ValueSource(strings = {"""
                [{"code": "AMS", "city": "Amsterdam", "runways": 6, "old": null},
                 {"code": "BRU", "city": "Brussels", "near": ["Leuven"]}, {"code": "AMS"}]""", """
                {"AMS": {"city": "Amsterdam", "runways": 6},
                 "BRU": {"city": "Brussels", "near": ["Leuven"], "code": null}}"""})
    void addsWhatAJsonFileKnows(String json) {
        ComponentTester tester = json(json);

        tester.send(Map.of("airport", "BRU"), document("airport", "AMS"), document("airport", "BRU"))
                .expect(
                        "out",
                        Map.of("airport", "BRU", "city", "Brussels", "near", "[\"Leuven\"]"),
                        Map.of("airport", "AMS", "city", "Amsterdam", "runways", 6L),
                        document("airport", "BRU", "city", "Brussels", "near", List.of("Leuven")))
                .expect("missing");
        assertThat(tester.sent("out")).extracting(Message::type).contains(CoreTypes.ROW, Documents.TYPE);
    }

    private static Message document(Object... fields) {
        Map<String, Object> plain = new LinkedHashMap<>();
        for (int i = 0; i < fields.length; i += 2) {
            plain.put((String) fields[i], fields[i + 1]);
        }
        return Message.of(Documents.TYPE, Documents.of(plain));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[{]                  | the text is no JSON, at line 1, column 3",
                "[{\"code\": 1}, 2]   | item 2 is no object",
                "[{\"city\": \"X\"}]  | item 1 has no field 'code'; it has: city",
                "{\"AMS\": \"X\"}     | 'AMS' is no object",
                "5                    | it is neither a list of objects nor an object of objects",
                "[{\"code\": 1}, {\"code\": 2}] | it has more than 1 rows; see option 'max_rows'",
            })
    void saysWhatIsWrongWithAJsonFile(String json, String problem) {
        json(json).option("max_rows", "1").expectProblem(problem);
    }

    private static ComponentTester json(String content) {
        return ComponentTester.of(Lookup::new)
                .file("airports.json", content)
                .option("key", "airport")
                .option("file", "airports.json")
                .option("column", "code");
    }

    @Test
    void addsOnlyWhatIsAskedForUnderItsName() {
        airports()
                .option("column", "code")
                .option("fields", "land=country")
                .send(Map.of("airport", "AMS"))
                .expect("out", Map.of("airport", "AMS", "land", "NL"));
    }

    @Test
    void addsFieldsToARecord() {
        DataType type = DataType.of(
                "Strike",
                SchemaBuilder.record("Strike")
                        .fields()
                        .requiredString("airport")
                        .requiredLong("n")
                        .endRecord());
        GenericRecord strike = new GenericRecordBuilder(type.schema())
                .set("airport", "AMS")
                .set("n", 5L)
                .build();

        Message sent = airports()
                .option("column", "code")
                .send(Message.of(type, strike))
                .sent("out")
                .get(0);

        assertThat(sent.type().name()).isEqualTo("Strike");
        assertThat(sent.record().get("n")).isEqualTo(5L);
        assertThat(sent.record().get("city")).isEqualTo("Amsterdam");
        assertThat(sent.isValid()).isTrue();
    }

    @Test
    void tellsApartWhatIsNotKnownAndWhatHasNotTheField() {
        ComponentTester tester = airports().option("column", "code").send(Map.of("airport", "XXX"), Map.of("n", "1"));

        tester.expect("out").expect("missing", Map.of("airport", "XXX")).expect("errored", Map.of("n", "1"));
        assertThat(tester.sent("errored").get(0).properties())
                .containsEntry(ComponentRunner.ERROR, "tested: there is no field 'airport'; there is: [n]");
    }

    @Test
    void readsAFileAgainThatHasChanged() {
        airports()
                .option("column", "code")
                .option("fields", "city")
                .option("reload", "10s")
                .modes(Mode.ITEM_BY_ITEM, Mode.ALL_AT_ONCE)
                .send(Map.of("airport", "AMS"))
                .then(context -> rewrite(context.resolve(Path.of("airports.csv"))))
                .send(Map.of("airport", "AMS"))
                .advance(Duration.ofSeconds(10))
                .send(Map.of("airport", "AMS"))
                .expect(
                        "out",
                        Map.of("airport", "AMS", "city", "Amsterdam"),
                        Map.of("airport", "AMS", "city", "Amsterdam"),
                        Map.of("airport", "AMS", "city", "Schiphol"));
    }

    private static void rewrite(Path file) throws Exception {
        Files.writeString(file, "code,city\nAMS,Schiphol\n");
        Files.setLastModifiedTime(
                file, FileTime.fromMillis(Files.getLastModifiedTime(file).toMillis() + 10_000));
    }

    @Test
    void asksADatabaseAndRemembersWhatItSaid() throws Exception {
        String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
        try (Connection connection = DriverManager.getConnection(url, "sa", "");
                Statement statement = connection.createStatement()) {
            statement.execute("create table airports (code varchar(3), city varchar(20))");
            statement.execute("insert into airports values ('AMS', 'Amsterdam')");

            ComponentTester.of(Lookup::new)
                    .option("key", "airport")
                    .option("url", url)
                    .option("user", "sa")
                    .option("password", "")
                    .option("query", "select city from airports where code = ?")
                    .modes(Mode.ITEM_BY_ITEM)
                    .send(Map.of("airport", "AMS"), Map.of("airport", "BRU"))
                    .then(context -> statement.execute("update airports set city = 'Schiphol'"))
                    .send(Map.of("airport", "AMS"))
                    .advance(Duration.ofSeconds(61))
                    .send(Map.of("airport", "AMS"))
                    .expect(
                            "out",
                            Map.of("airport", "AMS", "city", "Amsterdam"),
                            Map.of("airport", "AMS", "city", "Amsterdam"),
                            Map.of("airport", "AMS", "city", "Schiphol"))
                    .expect("missing", Map.of("airport", "BRU"))
                    .expect("errored");
            statement.execute("shutdown");
        }
    }

    @Test
    void whatItSendsIsTheSameWhetherItAskedOrRemembered() throws Exception {
        String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
        try (Connection connection = DriverManager.getConnection(url, "sa", "");
                Statement statement = connection.createStatement()) {
            statement.execute("create table airports (code varchar(3), city varchar(20))");
            statement.execute("insert into airports values ('AMS', 'Amsterdam')");
            ComponentRunner runner = new ComponentRunner(new Lookup(), "lookup", failed -> {
                throw new AssertionError(failed.cause());
            });
            TestingContext context = new TestingContext(directory);
            context.attach(runner);
            Lineage lineage = new Lineage();
            IdentityOutlet outlet = new IdentityOutlet(lineage);
            runner.outputPort("out").orElseThrow().add(null, outlet);
            runner.trace(lineage, Lineage.NO_ORIGIN, null);
            runner.configure(
                    Map.of(
                            "key", "airport",
                            "url", url,
                            "user", "sa",
                            "query", "select city from airports where code = ?"),
                    context);

            for (int time = 1; time <= 2; time++) {
                lineage.received(9, 7, 5);
                runner.deliver(
                        new Arrival(runner.inputPort("in").orElseThrow(), null, "test"),
                        Message.of(Map.of("airport", "AMS")));
                runner.endOfBatch();
                context.work();
            }
            runner.cleanup();

            assertThat(outlet.identities).hasSize(2).doesNotContain(0L);
            assertThat(Set.copyOf(outlet.identities)).hasSize(1);
        }
    }

    @Test
    void sendsToErroredWhatTheDatabaseFailsOn() {
        ComponentTester tester = ComponentTester.of(Lookup::new)
                .option("key", "airport")
                .option("url", "jdbc:h2:mem:" + UUID.randomUUID())
                .option("query", "select city from nothing where code = ?")
                .send(Map.of("airport", "AMS"));

        tester.expect("errored", Map.of("airport", "AMS"));
        assertThat(tester.sent("errored").get(0).properties().get(ComponentRunner.ERROR))
                .endsWith("cannot answer the query: Table \"NOTHING\" not found (this database is empty)");
    }

    @Test
    void failsOnlyTheKeysThatTheDatabaseRefuses() throws Exception {
        String name = "mem:" + UUID.randomUUID();
        try (Connection connection = DriverManager.getConnection("jdbc:h2:" + name, "sa", "");
                Statement statement = connection.createStatement()) {
            statement.execute("create table birds (id int, name varchar(20))");
            statement.execute("insert into birds values (1, 'owl'), (2, 'kite')");
            Server server =
                    Server.createTcpServer("-tcpPort", "0", "-ifNotExists").start();

            ComponentTester tester = ComponentTester.of(Lookup::new)
                    .option("key", "id")
                    .option("url", "jdbc:h2:tcp://localhost:" + server.getPort() + "/" + name)
                    .option("user", "sa")
                    .option("query", "select name from birds where id = ?")
                    .send(Map.of("id", "1"), Map.of("id", "one"), Map.of("id", "2"), Map.of("id", "3"));

            tester.expect("out", Map.of("id", "1", "name", "owl"), Map.of("id", "2", "name", "kite"))
                    .expect("missing", Map.of("id", "3"))
                    .expect("errored", Map.of("id", "one"));
            assertThat(tester.sent("errored").get(0).properties())
                    .containsEntry(
                            ComponentRunner.ERROR,
                            "tested: database 'jdbc:h2:tcp://localhost:" + server.getPort() + "/" + name
                                    + "' refuses the value 'one': Data conversion error converting \"CHARACTER VARYING to DECFLOAT\"");
            server.stop();
        }
    }

    @Test
    void refusesOptionsThatCannotBe() {
        ComponentTester.of(Lookup::new).option("key", "a").expectProblem("set the option 'file', or the options");
        airports().expectProblem("it has no column 'airport'; it has: code, city, country");
        airports().option("column", "code").option("max_rows", "1").expectProblem("it has more than 1 rows");
        airports()
                .file("airports.csv", "code,city\nAMS\n")
                .option("column", "code")
                .expectProblem("has not 2 fields");
    }

    private static ComponentTester airports() {
        return ComponentTester.of(Lookup::new)
                .file("airports.csv", AIRPORTS)
                .option("key", "airport")
                .option("file", "airports.csv");
    }
}
