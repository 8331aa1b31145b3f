package org.rflow.components;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rflow.message.Message;
import org.rflow.testing.ComponentTester;
import org.rflow.testing.ComponentTester.Mode;

final class SqlInTest {
    private final String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
    private Connection connection;

    @BeforeEach
    void makeTable() throws SQLException {
        connection = DriverManager.getConnection(url, "sa", "");
        execute(
                "create table birds (id bigint primary key, name varchar(20), size double precision, price decimal(9,2),"
                        + " seen timestamp, flies boolean, picture varbinary(10))");
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

    private void fill(int from, int to) throws SQLException {
        execute("insert into birds (id) select x from system_range(" + from + ", " + to + ")");
    }

    @Test
    void sendsRecordsWithWhatTheColumnsAre() throws SQLException {
        execute("insert into birds values (1, 'owl', 0.5, 12.30, '2020-01-01 10:00:00', true, x'0102')");
        execute("insert into birds (id) values (2)");

        List<Message> sent = birds("select * from birds order by id").sent("out");

        GenericRecord owl = sent.get(0).record();
        assertThat(owl.get("id")).isEqualTo(1L);
        assertThat(owl.get("name")).isEqualTo("owl");
        assertThat(owl.get("size")).isEqualTo(0.5);
        assertThat(owl.get("price")).isEqualTo("12.30");
        assertThat(owl.get("seen")).isEqualTo("2020-01-01 10:00:00");
        assertThat(owl.get("flies")).isEqualTo(true);
        assertThat(owl.get("picture")).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2}));
        assertThat(sent.get(1).record().get("name")).isNull();
        assertThat(sent.get(1).type().name()).isEqualTo("Record");
    }

    @Test
    void sendsRowsOfTextsWithoutWhatIsNull() throws SQLException {
        execute("insert into birds (id, name, flies) values (1, 'owl', true)");

        birds("select * from birds")
                .option("as", "row")
                .expect("out", Map.of("id", "1", "name", "owl", "flies", "TRUE"));
    }

    @Test
    void sendsManyRowsOnceAlsoWhenItIsStartedAgainInBetween() throws SQLException {
        fill(1, 2345);

        assertThat(numbers(birds("select * from birds order by id")))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 2345).boxed().toList());
        assertThat(numbers(behind("id").modes(Mode.RESTARTED)))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 2345).boxed().toList());
    }

    @Test
    void asksAgainForWhatWasAddedSince() throws SQLException {
        fill(1, 3);

        ComponentTester tester = behind("id").option("poll_interval", "5s");
        pump(tester).modes(Mode.ITEM_BY_ITEM).then(context -> fill(4, 5)).advance(Duration.ofSeconds(5));

        assertThat(numbers(pump(tester))).containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void beginsBehindTheStart() throws SQLException {
        fill(1, 5);

        assertThat(numbers(behind("id").option("start", "3"))).containsExactly(4L, 5L);
    }

    @Test
    void onlyTheFirstWorkerReads() throws SQLException {
        fill(1, 5);

        behind("id").worker(2, 2).expect("out");
    }

    @Test
    void endsTheWorkerWhenTheQueryFails() {
        assertThatThrownBy(() -> birds("select * from cats").expect("out"))
                .hasMessageEndingWith("' cannot answer the query: Table \"CATS\" not found")
                .hasMessageContaining("database 'jdbc:h2:mem:");
        assertThatThrownBy(() -> behind("name_of_nothing").expect("out"))
                .hasMessageContaining(
                        "the query has no column 'name_of_nothing', which is to be the position; it has: ID");
    }

    @Test
    void refusesOptionsThatDoNotFit() {
        birds("select * from birds where id > ?").expectProblem("'query' and 'position' belong together");
        birds("select * from birds").option("position", "id").expectProblem("belong together");
        birds("select 1 where 1 > ?").option("position", "id").expectProblem("option 'start' is needed");
        birds("select 1").option("poll_interval", "1s").expectProblem("'poll_interval' needs 'position'");
        birds("select 1")
                .option("url", "jdbc:h2:tcp://localhost:1/x;PASSWORD=hidden")
                .expectProblem("database 'jdbc:h2:tcp://localhost:1/x' cannot be opened");
    }

    private ComponentTester behind(String position) {
        return birds("select * from birds where id > ? order by id")
                .option("position", position)
                .option("start", "0");
    }

    private ComponentTester birds(String query) {
        ComponentTester tester = ComponentTester.of(SqlIn::new)
                .option("url", url)
                .option("user", "sa")
                .option("password", "")
                .option("query", query);
        return pump(tester);
    }

    /** Gives the source some more turns of the loop, as many as it has pages. */
    private static ComponentTester pump(ComponentTester tester) {
        for (int i = 0; i < 10; i++) {
            tester.advance(Duration.ZERO);
        }
        return tester;
    }

    private static List<Long> numbers(ComponentTester tester) {
        tester.expect("out", tester.sent("out").toArray());
        return tester.sent("out").stream()
                .map(message -> (Long) message.record().get("id"))
                .toList();
    }
}
