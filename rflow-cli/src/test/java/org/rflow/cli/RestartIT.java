package org.rflow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Processes that die while their flow goes on. */
final class RestartIT extends RflowCase {
    private static final Duration SOON = Duration.ofSeconds(90);
    private static final String SETTINGS =
            "settings: { rflow.beacon_interval: 200ms, rflow.beacon_misses: 10, rflow.grace_period: 5s }";

    private static final String COUNTING = """
            flow: counting
            SETTINGS
            components:
              numbers: { type: generate_integers, options: { start: 1, finish: 1500, interval: 4ms } }
            shards:
              middle: { workers: 2, components: { sieve: { type: filter, options: { expression: "true" } } } }
              sink: { components: { write: { type: file_out, options: { path: written } } } }
            connections:
              - numbers#out => sieve#in
              - sieve#filtered => write#in
            """.replace("SETTINGS", SETTINGS);

    private static final String TICKING = """
            flow: ticking
            SETTINGS
            shards:
              source: { components: { tick: { type: clock, options: { tick_interval: 20ms } } } }
              sink: { components: { write: { type: file_out, options: { path: written } } } }
            connections:
              - { from: tick#tick_port, to: write#in, MORE }
            """.replace("SETTINGS", SETTINGS);

    @ParameterizedTest
    @ValueSource(strings = {"DEFAULT-1", "middle-1", "sink-1"})
    void aKilledWorkerComesBackAndTheFlowGoesOnToItsEnd(String worker) throws Exception {
        RflowProcess.Running running = start(COUNTING);

        RflowProcess.signal("KILL", view.worker(worker).get("pid").asLong());
        awaitRestart(worker);

        RflowProcess.Outcome outcome = running.await(SOON);
        assertThat(outcome.exitCode()).as("%s", outcome).isZero();
        assertThat(rflow.lines("written")).contains("1500");
        assertNothingIsLeft();
    }

    @Test
    void whatAComponentHeldWhenItsProcessWasKilledIsTold() throws Exception {
        RflowProcess.Running running = runFlow("""
                flow: held
                settings: { rflow.beacon_interval: 200ms }
                shards:
                  source: { components: { numbers: { type: generate, options: { value: n, count: 500 } } } }
                  held: { components: { hold: { type: delay, options: { time: 1m } } } }
                  sink: { components: { nothing: { type: drop } } }
                connections: [ numbers#out => hold#in, hold#out => nothing#in ]
                """);
        await().atMost(SOON)
                .until(() -> view.status().path("state").asString("").equals("DRAINING")
                        && view.connection("numbers#out").path("inFlight").asLong() == 500);

        RflowProcess.signal("KILL", view.worker("held-1").get("pid").asLong());
        RflowProcess.Outcome outcome = running.await(SOON);

        assertThat(rflow.logs())
                .as("%s", outcome)
                .contains("numbers#out => hold#in: sent 500, received 0, dropped 0, unaccounted 500");
    }

    @Test
    void aSourceThatIsKilledGoesOnWhereItWas() throws Exception {
        RflowProcess.Running running = start(COUNTING);

        RflowProcess.signal("KILL", view.worker("DEFAULT-1").get("pid").asLong());

        assertThat(running.await(SOON).exitCode()).isZero();
        assertThat(rflow.lines("written").stream().distinct()).hasSize(1500);
    }

    @Test
    void aWorkerThatStandsStillIsKilledAndComesBack() throws Exception {
        RflowProcess.Running running = start(TICKING.replace(", MORE", ""));

        RflowProcess.signal("STOP", view.worker("sink-1").get("pid").asLong());
        awaitRestart("sink-1");
        awaitMoreLines();

        assertThat(view.worker("sink-1").get("lastExit").asString())
                .contains("137")
                .contains("beacons");
        assertStopsWell(running);
    }

    @ParameterizedTest
    @ValueSource(strings = {"broker: true", "broker: true, delivery: broadcast", "wire: open, delivery: broadcast"})
    void aKilledReceiverOnTheOpenWireComesBack(String connection) throws Exception {
        RflowProcess.Running running = start(TICKING.replace("MORE", connection));

        RflowProcess.signal("KILL", view.worker("sink-1").get("pid").asLong());
        awaitRestart("sink-1");
        awaitMoreLines();

        assertStopsWell(running);
    }

    @ParameterizedTest
    @ValueSource(strings = {"broker: true", "broker: true, delivery: broadcast"})
    void aKilledBrokerComesBack(String connection) throws Exception {
        RflowProcess.Running running = start(TICKING.replace("MORE", connection));

        RflowProcess.signal("KILL", view.worker("broker-").get("pid").asLong());
        awaitRestart("broker-");
        awaitMoreLines();

        assertStopsWell(running);
    }

    @Test
    void aKilledSenderOnTheOpenWireComesBack() throws Exception {
        RflowProcess.Running running = start(TICKING.replace("MORE", "wire: open, delivery: broadcast"));

        RflowProcess.signal("KILL", view.worker("source-1").get("pid").asLong());
        awaitRestart("source-1");
        awaitMoreLines();

        assertStopsWell(running);
    }

    @Test
    void aWorkerThatIsKilledWhileTheFlowDrainsComesBackAndFinishes() throws Exception {
        RflowProcess.Running running = runFlowWithExtension("""
                flow: draining
                SETTINGS
                components:
                  numbers: { type: generate_integers, options: { start: 1, finish: 100000 } }
                shards:
                  sink: { components: { check: { type: order_check, options: { path: seen, until: open } } } }
                connections:
                  - { from: numbers#out, to: check#in, options: { window_records: 1000 } }
                """.replace("SETTINGS", SETTINGS));
        await().atMost(SOON)
                .until(() -> view.worker("sink-1").path("inside").asString("").equals("check"));
        RflowProcess.signal("TERM", running.process().pid());
        await().atMost(SOON).until(() -> running.said().contains("draining is draining"));

        RflowProcess.signal("KILL", view.worker("sink-1").get("pid").asLong());
        await().atMost(SOON).until(() -> view.worker("sink-1").path("restarts").asInt(0) == 1);
        Files.createFile(directory.resolve("open"));

        RflowProcess.Outcome outcome = running.await(SOON);
        assertThat(outcome.exitCode()).as("%s", outcome).isZero();
        assertThat(directory.resolve("seen-1")).exists();
        assertNothingIsLeft();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "exit, 42, ended with exit code 42 while the flow was RUNNING",
                "memory, 3, \"OutOfMemoryError: Java heap space; its heap is 48m, give its shard more with 'memory:'\"",
                "spin, 137, because component 'stuck' has not come back from a callback for"
            })
    void aWorkerThatDiesAgainAndAgainStopsTheFlowWithItsStory(String harm, int exitCode, String why) throws Exception {
        RflowProcess.Outcome outcome = startHarmful(harm, "restart").await(SOON);

        assertThat(outcome.exitCode()).as("%s%n%s", outcome, rflow.logs()).isEqualTo(exitCode);
        assertThat(outcome.err())
                .contains("bad-1 (process ")
                .contains(why)
                .contains("it was restarted 1 times within 300 s");
        assertNothingIsLeft();
    }

    @Test
    void aComponentThatIsStuckIsNamedWithItsStackAndLeftAlone() throws Exception {
        RflowProcess.Running running = startHarmful("spin", "warn");

        await().atMost(SOON).until(() -> rflow.logs().contains("component 'stuck' has not come back from a callback"));
        assertThat(rflow.logs()).containsPattern("at .*org\\.example\\.Stuck\\.process\\(Stuck\\.java:");
        assertThat(view.worker("bad-1").get("restarts").asInt()).isZero();

        RflowProcess.signal("TERM", running.process().pid());
        assertThat(running.await(SOON).exitCode()).isEqualTo(1);
        assertNothingIsLeft();
    }

    @Test
    void statusTellsWhatAWorkerUses() throws Exception {
        RflowProcess.Running running = start(TICKING.replace(", MORE", ""));

        JsonNode sink = view.worker("sink-1");

        assertThat(sink.get("cpuSeconds").asDouble()).isPositive();
        assertThat(sink.get("memoryBytes").asLong()).isGreaterThan(10_000_000);
        assertStopsWell(running);
    }

    private RflowProcess.Running startHarmful(String harm, String stuckAction) throws Exception {
        return runFlowWithExtension("""
                flow: harmful
                settings: { rflow.stuck_after: 2s, rflow.stuck_action: ACTION, rflow.stop_timeout: 2s }
                components:
                  numbers: { type: generate_integers, options: { start: 1, finish: 100000, interval: 100ms } }
                shards:
                  bad: { max_restarts: 1, window: 5m, memory: 48m, components: { stuck: { type: stuck, options: { harm: HARM } } } }
                connections:
                  - numbers#out => stuck#in
                """.replace("HARM", harm).replace("ACTION", stuckAction));
    }

    private RflowProcess.Running start(String flow) throws Exception {
        RflowProcess.Running running = runFlow(flow);
        await().atMost(SOON)
                .until(() -> Files.exists(directory.resolve("written"))
                        && !rflow.lines("written").isEmpty());
        return running;
    }

    private void awaitRestart(String worker) {
        await().atMost(SOON).until(() -> {
            JsonNode now = view.worker(worker);
            return now.path("restarts").asInt(0) == 1
                    && now.path("state").asString("").equals("RUNNING");
        });
    }

    private void awaitMoreLines() throws Exception {
        int before = rflow.lines("written").size();
        await().atMost(SOON).until(() -> rflow.lines("written").size() > before + 3);
    }
}
