package org.rflow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** A branch that drops does not slow its siblings, whatever becomes of it. */
final class OverflowIT extends RflowCase {
    private static final Duration SOON = Duration.ofSeconds(90);

    private static final String FLOW = """
            flow: fork
            settings: { rflow.beacon_interval: 200ms, rflow.beacon_misses: 100000, rflow.stop_timeout: 60s }
            components:
              numbers: { type: paced, options: { gate: gate, total: total } }
            shards:
              live: { components: { write: { type: file_out, options: { path: written } } } }
              dead: { components: { away: { type: drop } } }
            connections:
              - numbers#out => write#in
              - { from: numbers#out, to: away#in, overflow: POLICY, options: { window_records: 100, window_bytes: 1000, batch_bytes: 500 } }
            """;

    @ParameterizedTest
    @ValueSource(strings = {"drop_oldest", "drop_newest"})
    void aDeadSinkDoesNotStopTheOthers(String policy) throws Exception {
        RflowProcess.Running running = runFlowWithExtension(FLOW.replace("POLICY", policy));
        await().atMost(SOON)
                .until(() -> view.status().path("state").asString("").equals("RUNNING"));
        long dead = view.worker("dead-1").get("pid").asLong();

        RflowProcess.signal("STOP", dead);
        Files.createFile(directory.resolve("gate"));
        await().atMost(SOON)
                .until(() -> Files.exists(directory.resolve("written"))
                        && rflow.lines("written").size() >= 5000);
        long receivedMeanwhile = away().get("received").asLong();
        Files.delete(directory.resolve("gate"));
        RflowProcess.signal("CONT", dead);
        await().atMost(SOON).until(() -> away().get("inFlight").asLong() == 0);
        JsonNode last = away();
        RflowProcess.signal("TERM", running.process().pid());
        RflowProcess.Outcome outcome = running.await(SOON);

        assertThat(outcome.exitCode()).as("%s%n%s", outcome, rflow.logs()).isZero();
        assertThat(receivedMeanwhile).isZero();
        assertThat(last.get("dropped").asLong()).isGreaterThan(2000);
        assertThat(last.get("received").asLong()).isPositive();
        assertThat(last.get("received").asLong() + last.get("dropped").asLong())
                .isEqualTo(last.get("sent").asLong());
        long sent = Long.parseLong(Files.readString(directory.resolve("total")));
        assertThat(rflow.lines("written")).hasSize((int) sent);
    }

    private JsonNode away() {
        return view.connection("numbers#out => away#in");
    }
}
