package org.rflow.cli;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.rflow.model.Endpoint;
import org.rflow.store.FlowStore;

/** A service whose config database is on a server. */
final class PostgresIT extends RflowCase {
    private static final Path CONF = Path.of("..", "conf").toAbsolutePath().normalize();
    private static final String PASSWORD = "notforall";
    private static final Duration SOON = Duration.ofSeconds(60);

    @Test
    void loadsStartsWatchesAndStopsAServiceFromAnywhere() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            String database = database(postgres);
            assertDone("load", CONF.resolve("steady.yaml").toString(), "-d", database);
            assertDone("start", "-d", database);
            String status = assertDone("status", "-d", database);
            Stream<Endpoint> endpoints = endpoints(database);
            String commandLines = commandLines();
            await().atMost(SOON).until(() -> Files.exists(directory.resolve("numbers.txt")));
            assertDone("stop", "-d", database);

            assertThat(status).contains("steady running, process ", "writing-1", "writing-2");
            assertThat(endpoints).isNotEmpty();
            assertThat(commandLines).contains("WorkerMain").doesNotContain(PASSWORD);
            assertThat(rflow.processes()).isEmpty();
            assertThat(rflow.lines("numbers.txt")).contains("0");
            assertThat(rflow.logs()).doesNotContain(PASSWORD);
        }
    }

    private static String database(EmbeddedPostgres postgres) throws Exception {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create role birds login password '" + PASSWORD + "'");
            statement.execute("create database birds owner birds");
        }
        return "jdbc:postgresql://localhost:" + postgres.getPort() + "/birds?user=birds&password=" + PASSWORD;
    }

    private static Stream<Endpoint> endpoints(String database) {
        try (FlowStore store = FlowStore.open(database)) {
            return store.endpoints().stream();
        }
    }

    private String commandLines() {
        return rflow.processes().stream().map(RflowProcess::commandLine).collect(joining("\n"));
    }

    private String assertDone(String... words) throws Exception {
        var outcome = rflow.run(words);
        assertThat(outcome.exitCode()).as(outcome + rflow.logs()).isZero();
        return outcome.out();
    }
}
