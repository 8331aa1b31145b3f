package org.rflow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Processes that die while their flow goes on. */
final class RestartIT {
    private static final Duration SOON = Duration.ofSeconds(90);
    private static final String SETTINGS =
            "settings: { rflow.beacon_interval: 200ms, rflow.beacon_misses: 10, rflow.grace_period: 5s }";

    private static final String COUNTING = """
            flow: counting
            SETTINGS
            components:
              numbers: { type: generate_integers, options: { start: 1, finish: 4000, interval: 4ms } }
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

    @TempDir
    private Path directory;

    private RflowProcess rflow;

    @BeforeEach
    void makeCommand() {
        rflow = new RflowProcess(directory);
    }

    @AfterEach
    void leaveNothingBehind() {
        rflow.processes().forEach(ProcessHandle::destroyForcibly);
    }

    @ParameterizedTest
    @ValueSource(strings = {"DEFAULT-1", "middle-1", "sink-1"})
    void aKilledWorkerComesBackAndTheFlowGoesOnToItsEnd(String worker) throws Exception {
        RflowProcess.Running running = start(COUNTING);

        RflowProcess.signal("KILL", worker(worker).get("pid").asLong());
        awaitRestart(worker);

        RflowProcess.Outcome outcome = running.await(SOON);
        assertThat(outcome.exitCode()).as("%s", outcome).isZero();
        assertThat(rflow.lines("written")).contains("4000");
        assertNothingIsLeft();
    }

    @Test
    void aSourceThatIsKilledGoesOnWhereItWas() throws Exception {
        RflowProcess.Running running = start(COUNTING);

        RflowProcess.signal("KILL", worker("DEFAULT-1").get("pid").asLong());

        assertThat(running.await(SOON).exitCode()).isZero();
        assertThat(rflow.lines("written").stream().distinct()).hasSize(4000);
    }

    @Test
    void aWorkerThatStandsStillIsKilledAndComesBack() throws Exception {
        RflowProcess.Running running = start(TICKING.replace(", MORE", ""));

        RflowProcess.signal("STOP", worker("sink-1").get("pid").asLong());
        awaitRestart("sink-1");
        awaitMoreLines();

        assertThat(worker("sink-1").get("lastExit").asString()).contains("137").contains("beacons");
        assertEndsWell(running);
    }

    @ParameterizedTest
    @ValueSource(strings = {"broker: true", "broker: true, delivery: broadcast", "wire: open, delivery: broadcast"})
    void aKilledReceiverOnTheOpenWireComesBack(String connection) throws Exception {
        RflowProcess.Running running = start(TICKING.replace("MORE", connection));

        RflowProcess.signal("KILL", worker("sink-1").get("pid").asLong());
        awaitRestart("sink-1");
        awaitMoreLines();

        assertEndsWell(running);
    }

    @ParameterizedTest
    @ValueSource(strings = {"broker: true", "broker: true, delivery: broadcast"})
    void aKilledBrokerComesBack(String connection) throws Exception {
        RflowProcess.Running running = start(TICKING.replace("MORE", connection));

        RflowProcess.signal("KILL", worker("broker-").get("pid").asLong());
        awaitRestart("broker-");
        awaitMoreLines();

        assertEndsWell(running);
    }

    @Test
    void aKilledSenderOnTheOpenWireComesBack() throws Exception {
        RflowProcess.Running running = start(TICKING.replace("MORE", "wire: open, delivery: broadcast"));

        RflowProcess.signal("KILL", worker("source-1").get("pid").asLong());
        awaitRestart("source-1");
        awaitMoreLines();

        assertEndsWell(running);
    }

    @Test
    void aWorkerThatIsKilledWhileTheFlowDrainsComesBackAndFinishes() throws Exception {
        Path extension = ExtensionJar.build(directory);
        Files.writeString(directory.resolve("flow.yaml"), """
                flow: draining
                SETTINGS
                components:
                  numbers: { type: generate_integers, options: { start: 1, finish: 100000 } }
                shards:
                  sink: { components: { check: { type: order_check, options: { path: seen, until: open } } } }
                connections:
                  - { from: numbers#out, to: check#in, options: { window_records: 1000 } }
                """.replace("SETTINGS", SETTINGS));
        RflowProcess.Running running =
                rflow.start("run", "flow.yaml", "--dir", directory.toString(), "-e", extension.toString());
        await().atMost(SOON)
                .until(() -> worker("sink-1").path("inside").asString("").equals("check"));
        RflowProcess.signal("TERM", running.process().pid());
        await().atMost(SOON).until(() -> running.said().contains("draining is draining"));

        RflowProcess.signal("KILL", worker("sink-1").get("pid").asLong());
        await().atMost(SOON).until(() -> worker("sink-1").path("restarts").asInt(0) == 1);
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
        Path extension = writeHarmful(harm, "restart");

        RflowProcess.Outcome outcome =
                rflow.run("run", "flow.yaml", "--dir", directory.toString(), "-e", extension.toString());

        assertThat(outcome.exitCode()).as("%s%n%s", outcome, rflow.logs()).isEqualTo(exitCode);
        assertThat(outcome.err())
                .contains("bad-1 (process ")
                .contains(why)
                .contains("it was restarted 1 times within 300 s");
        assertNothingIsLeft();
    }

    @Test
    void aComponentThatIsStuckIsNamedWithItsStackAndLeftAlone() throws Exception {
        Path extension = writeHarmful("spin", "warn");
        RflowProcess.Running running =
                rflow.start("run", "flow.yaml", "--dir", directory.toString(), "-e", extension.toString());

        await().atMost(SOON).until(() -> rflow.logs().contains("component 'stuck' has not come back from a callback"));
        assertThat(rflow.logs()).containsPattern("at .*org\\.example\\.Stuck\\.process\\(Stuck\\.java:");
        assertThat(worker("bad-1").get("restarts").asInt()).isZero();

        RflowProcess.signal("TERM", running.process().pid());
        assertThat(running.await(SOON).exitCode()).isEqualTo(1);
        assertNothingIsLeft();
    }

    @Test
    void statusTellsWhatAWorkerUses() throws Exception {
        RflowProcess.Running running = start(TICKING.replace(", MORE", ""));

        JsonNode sink = worker("sink-1");

        assertThat(sink.get("cpuSeconds").asDouble()).isPositive();
        assertThat(sink.get("memoryBytes").asLong()).isGreaterThan(10_000_000);
        assertEndsWell(running);
    }

    private Path writeHarmful(String harm, String stuckAction) throws Exception {
        Files.writeString(
                directory.resolve("flow.yaml"), """
                flow: harmful
                settings: { rflow.stuck_after: 2s, rflow.stuck_action: ACTION, rflow.stop_timeout: 2s }
                components:
                  numbers: { type: generate_integers, options: { start: 1, finish: 100000, interval: 100ms } }
                shards:
                  bad: { max_restarts: 1, window: 5m, memory: 48m, components: { stuck: { type: stuck, options: { harm: HARM } } } }
                connections:
                  - numbers#out => stuck#in
                """.replace("HARM", harm).replace("ACTION", stuckAction));
        return ExtensionJar.build(directory);
    }

    private RflowProcess.Running start(String flow) throws Exception {
        Files.writeString(directory.resolve("flow.yaml"), flow);
        RflowProcess.Running running = rflow.start("run", "flow.yaml", "--dir", directory.toString());
        await().atMost(SOON)
                .until(() -> Files.exists(directory.resolve("written"))
                        && !rflow.lines("written").isEmpty());
        return running;
    }

    private void awaitRestart(String worker) {
        await().atMost(SOON).until(() -> {
            JsonNode now = worker(worker);
            return now.path("restarts").asInt(0) == 1
                    && now.path("state").asString("").equals("RUNNING");
        });
    }

    private void awaitMoreLines() throws Exception {
        int before = rflow.lines("written").size();
        await().atMost(SOON).until(() -> rflow.lines("written").size() > before + 3);
    }

    private void assertEndsWell(RflowProcess.Running running) throws Exception {
        RflowProcess.signal("TERM", running.process().pid());
        RflowProcess.Outcome outcome = running.await(SOON);
        assertThat(outcome.exitCode()).as("%s%n%s", outcome, rflow.logs()).isZero();
        assertNothingIsLeft();
    }

    /** What {@code rflow status --json} tells of the first worker whose name begins so; a missing node if nothing. */
    private JsonNode worker(String name) {
        TestingShell.Outcome status = new TestingShell(directory).call("status", "--json", "-d", "rflow");
        JsonMapper mapper = JsonMapper.builder().build();
        if (status.exitCode() != 0) {
            return mapper.missingNode();
        }
        Optional<JsonNode> found = StreamSupport.stream(
                        mapper.readTree(status.out()).get("workers").spliterator(), false)
                .filter(worker -> worker.get("name").asString().startsWith(name))
                .findFirst();
        return found.orElseGet(mapper::missingNode);
    }

    private void assertNothingIsLeft() {
        await().atMost(SOON).until(() -> rflow.processes().isEmpty());
    }
}
