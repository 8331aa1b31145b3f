package org.rflow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.h2.tools.Server;
import org.junit.jupiter.api.Test;

/** Rows that end in a database though the worker that writes them is killed; {@code test.sql.rows} says how many. */
final class SqlFlowIT extends RflowCase {
    private static final Duration SOON = Duration.ofSeconds(60).plusMillis(Long.getLong("test.sql.rows", 0));
    private static final long ROWS = Long.getLong("test.sql.rows", 10_000);
    /** So slow that the flow does not end before its worker is killed. */
    private static final long RATE = Long.getLong("test.sql.rate", 2_000);

    private static final String PASSWORD = "n0t-for-all";
    private static final String FLOW = """
            flow: numbers
            guarantee: at-least-once
            settings: { rflow.restart_backoff_max: 500ms }
            components:
              numbers: { type: generate_integers, options: { start: 1, finish: ROWS } }
              pace: { type: throttle, options: { rate: RATE } }
            shards:
              writing:
                components:
                  write:
                    type: sql_out
                    options: { url: "URL", user: rflow, password: "${env:NUMBERS_PASSWORD}", table: numbers,
                      columns: n, key: n }
            connections: [ numbers#out => pace#in, pace#out => write#in ]
            """;

    @Test
    void writesEveryRowOnceToH2() throws Exception {
        Path database = directory.resolve("numbers");
        Server server = Server.createTcpServer("-tcpPort", "0", "-ifNotExists", "-baseDir", directory.toString())
                .start();
        try {
            writesEveryRowOnce("jdbc:h2:tcp://localhost:" + server.getPort() + "/./" + database.getFileName());
        } finally {
            server.stop();
        }
    }

    @Test
    void writesEveryRowOnceToPostgres() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            try (Connection connection = postgres.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("create role rflow login password '" + PASSWORD + "'");
                statement.execute("create database numbers owner rflow");
            }
            writesEveryRowOnce("jdbc:postgresql://localhost:" + postgres.getPort() + "/numbers");
        }
    }

    private void writesEveryRowOnce(String url) throws Exception {
        try (Connection connection = DriverManager.getConnection(url, "rflow", PASSWORD);
                Statement statement = connection.createStatement()) {
            statement.execute("create table numbers (n bigint primary key)");
            Files.writeString(
                    directory.resolve("flow.yaml"),
                    FLOW.replace("ROWS", Long.toString(ROWS))
                            .replace("RATE", Long.toString(RATE))
                            .replace("URL", url));

            long begin = System.nanoTime();
            RflowProcess.Running running = rflow.start(
                    Map.of("NUMBERS_PASSWORD", PASSWORD), "run", "flow.yaml", "--dir", directory.toString());
            await().atMost(SOON)
                    .until(() -> view.worker("writing-1").path("pid").isNumber()
                            || !running.process().isAlive());
            long writing = view.worker("writing-1").get("pid").asLong();
            await().atMost(SOON)
                    .until(() -> number(statement, "select count(*) from numbers") > 0
                            || !running.process().isAlive());
            RflowProcess.signal("KILL", writing);
            long killedAt = number(statement, "select count(*) from numbers");
            RflowProcess.Outcome outcome = running.await(SOON);
            long millis = (System.nanoTime() - begin) / 1_000_000;

            assertThat(outcome.exitCode()).as("%s%n%s", outcome, rflow.logs()).isZero();
            assertThat(killedAt).isLessThan(ROWS);
            assertThat(number(statement, "select count(*) from numbers")).isEqualTo(ROWS);
            assertThat(number(statement, "select sum(n) from numbers")).isEqualTo(ROWS * (ROWS + 1) / 2);
            System.out.println(ROWS + " rows in " + millis + " ms, its worker killed after " + killedAt + ": " + url);
        }
    }

    private static long number(Statement statement, String query) throws SQLException {
        try (ResultSet result = statement.executeQuery(query)) {
            result.next();
            return result.getLong(1);
        }
    }
}
