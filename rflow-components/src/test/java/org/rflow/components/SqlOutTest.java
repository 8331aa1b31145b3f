package org.rflow.components;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.logging.log4j.Level;
import org.h2.tools.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rflow.component.ComponentRunner;
import org.rflow.message.DataType;
import org.rflow.message.Message;
import org.rflow.testing.ComponentTester;
import org.rflow.testing.ComponentTester.Mode;

final class SqlOutTest {
    private final String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
    private Connection connection;

    @BeforeEach
    void makeTable() throws SQLException {
        connection = DriverManager.getConnection(url, "sa", "pw");
        execute("create table birds (id bigint primary key, name varchar(20), size double precision, seen timestamp,"
                + " flies boolean, picture varbinary(10))");
    }

    @AfterEach
    void dropDatabase() throws SQLException {
        execute("shutdown");
        connection.close();
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private List<String> rows(String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                rows.add(result.getString(1));
            }
        }
        return rows;
    }

    @Test
    void writesRowsAndReplacesThoseWithTheSameKey() throws SQLException {
        birds("id, name=species, seen")
                .option("key", "id")
                .send(
                        row("1", "owl", "2020-01-01 10:00:00"),
                        row("2", "kite", "2021-01-01 00:00:00.5"),
                        row("1", "barn owl", "2022-01-01 00:00:00"))
                .expect("errored");

        assertThat(rows("select id || name || seen from birds order by id"))
                .containsExactly("1barn owl2022-01-01 00:00:00", "2kite2021-01-01 00:00:00.5");
    }

    private static Map<String, String> row(String id, String species, String seen) {
        return Map.of("id", id, "species", species, "seen", seen);
    }

    @Test
    void writesRecordsWithWhatTheirFieldsAre() throws SQLException {
        DataType type = DataType.of(
                "Bird",
                SchemaBuilder.record("Bird")
                        .fields()
                        .requiredLong("id")
                        .optionalString("name")
                        .requiredDouble("size")
                        .requiredBoolean("flies")
                        .requiredBytes("picture")
                        .endRecord());
        var bird = new GenericRecordBuilder(type.schema())
                .set("id", 7L)
                .set("name", null)
                .set("size", 0.5)
                .set("flies", true)
                .set("picture", ByteBuffer.wrap(new byte[] {1, 2}))
                .build();

        birds("id, name, size, flies, picture")
                .option("key", "id")
                .send(Message.of(type, bird))
                .expect("errored");

        assertThat(
                        rows(
                                "select id || ' ' || coalesce(name, '-') || ' ' || size || flies || rawtohex(picture) from birds"))
                .containsExactly("7 - 0.5TRUE0102");
    }

    @Test
    void writesWhatHasNoFieldsIntoTheOnlyColumn() throws SQLException {
        birds("id").option("key", "id").send(3, "4").expect("errored");

        assertThat(rows("select id from birds order by id")).containsExactly("3", "4");
    }

    @Test
    void sendsToErroredWhatTheDatabaseRefusesAndWritesTheOthers() throws SQLException {
        List<Object> rows = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            rows.add(i % 30 == 7 ? "x" + i : i);
        }

        ComponentTester tester = birds("id").option("key", "id").send(rows.toArray());

        tester.expect("errored", "x7", "x37", "x67", "x97");
        assertThat(tester.sent("errored").get(0).properties())
                .hasEntrySatisfying(
                        ComponentRunner.ERROR, error -> assertThat(error).contains("refuses the row", "x7"));
        assertThat(rows("select count(*) from birds")).containsExactly("96");
    }

    @Test
    void sendsToErroredWhatHasNotTheFieldsUnlessTheyMayMiss() throws SQLException {
        birds("id, name")
                .send(Map.of("id", "1"), Map.of("id", "2", "name", "owl"))
                .modes(Mode.ALL_AT_ONCE)
                .expect("errored", Map.of("id", "1"));
        birds("id, name")
                .option("missing_is_null", "true")
                .modes(Mode.ALL_AT_ONCE)
                .send(Map.of("id", "3"))
                .expect("errored");

        assertThat(rows("select id from birds order by id")).containsExactly("2", "3");
    }

    @Test
    void waitsForADatabaseThatIsAway() throws Exception {
        Server server = Server.createTcpServer("-tcpPort", "0", "-ifNotExists").start();
        String port = Integer.toString(server.getPort());
        String remote = "jdbc:h2:tcp://localhost:" + port + "/" + url.substring("jdbc:h2:".length());
        List<CompletableFuture<Server>> again = new ArrayList<>();

        ComponentTester.of(SqlOut::new)
                .modes(Mode.ITEM_BY_ITEM)
                .option("url", remote)
                .option("user", "sa")
                .option("password", "pw")
                .option("table", "birds")
                .option("columns", "id")
                .option("key", "id")
                .send(1)
                .then(context -> {
                    server.stop();
                    again.add(CompletableFuture.supplyAsync(() -> restarted(port)));
                })
                .send(2)
                .expect("errored");

        assertThat(rows("select id from birds order by id")).containsExactly("1", "2");
        again.get(0).join().stop();
    }

    private static Server restarted(String port) {
        try {
            return Server.createTcpServer("-tcpPort", port, "-ifNotExists").start();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void waitsFromTheBreakOnAndNotFromTheBeginningOfTheWrite() throws Exception {
        connection.setAutoCommit(false);
        execute("insert into birds (id) values (1)");
        try (RecordingLog log = new RecordingLog(Level.WARN)) {
            CompletableFuture<Void> unlocked = CompletableFuture.runAsync(() -> unlockAfter(log));

            ComponentTester.of(SqlOut::new)
                    .modes(Mode.ITEM_BY_ITEM)
                    .option("url", url + ";LOCK_TIMEOUT=1000")
                    .option("user", "sa")
                    .option("password", "pw")
                    .option("table", "birds")
                    .option("columns", "id")
                    .option("wait", "900ms")
                    .send(1)
                    .expect("errored");
            unlocked.join();
        }

        assertThat(rows("select id from birds")).containsExactly("1");
    }

    /** Lets go of the row when the writer has said that it waits. */
    private void unlockAfter(RecordingLog log) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (log.lines().isEmpty() && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        try {
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void failsWhatADatabaseThatStaysAwayCannotTake() throws Exception {
        Server server = Server.createTcpServer("-tcpPort", "0", "-ifNotExists").start();
        String remote = "jdbc:h2:tcp://localhost:" + server.getPort() + "/" + url.substring("jdbc:h2:".length());

        ComponentTester tester = birds("id")
                .modes(Mode.ITEM_BY_ITEM)
                .option("url", remote)
                .option("wait", "0")
                .then(context -> server.stop())
                .send(1);

        tester.expect("errored", 1);
        assertThat(tester.sent("errored").get(0).properties())
                .hasEntrySatisfying(
                        ComponentRunner.ERROR, error -> assertThat(error).contains("is away"));
    }

    @Test
    void tellsBeforeItRunsWhatCannotBe() {
        birds("id, colour").expectProblem("table 'birds' cannot be written");
        birds("id").option("table", "cats").expectProblem("table 'cats' cannot be written");
        birds("id").option("key", "name").expectProblem("option 'key': [name] is not among the columns [id]");
        birds("id").option("batch", "5000").expectProblem("'batch': 5000 is not between 1 and 1000");
        birds("id").option("url", "jdbc:none:x").expectProblem("No suitable driver");
        birds("id").option("password", "wrong").expectProblem("cannot be opened");
    }

    private ComponentTester birds(String columns) {
        return ComponentTester.of(SqlOut::new)
                .option("url", url)
                .option("user", "sa")
                .option("password", "pw")
                .option("table", "birds")
                .option("columns", columns);
    }
}
