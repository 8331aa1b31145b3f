package org.rflow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a user sees when processes die, hang or misbehave and nothing is restarted; and that nothing is left behind. */
final class HarmIT extends RflowCase {
    private static final Duration SOON = Duration.ofSeconds(60);

    private static final String TICKING = """
            flow: ticking
            settings: { rflow.restart: never, rflow.beacon_interval: 200ms, rflow.beacon_misses: 10, rflow.grace_period: 2s, rflow.stop_timeout: 5s }
            shards:
              source: { workers: 1, components: { tick: { type: clock, options: { tick_interval: 20ms } } } }
              sink: { workers: 2, components: { write: { type: file_out, options: { path: ticks } } } }
            connections:
              - { from: tick#tick_port, to: write#in BROKER }
            """;

    @ParameterizedTest
    @CsvSource({"source-1", "sink-2"})
    void tellsWhichWorkerWasKilledAndEndsWithItsSignal(String worker) throws Exception {
        RflowProcess.Running running = startTicking("");

        RflowProcess.signal("KILL", pidOf(worker));

        RflowProcess.Outcome outcome = running.await(SOON);
        assertThat(outcome.exitCode()).as("%s", outcome).isEqualTo(137);
        assertThat(outcome.out() + outcome.err()).contains(worker).contains("137");
        assertNothingIsLeft();
    }

    @Test
    void tellsThatTheBrokerWasKilled() throws Exception {
        RflowProcess.Running running = startTicking(", broker: true");

        RflowProcess.signal("KILL", pidOf("broker-"));

        RflowProcess.Outcome outcome = running.await(SOON);
        assertThat(outcome.exitCode()).as("%s", outcome).isEqualTo(137);
        assertThat(outcome.out() + outcome.err()).contains("broker-");
        assertNothingIsLeft();
    }

    @Test
    void killsAWorkerThatStandsStillAndSaysSo() throws Exception {
        RflowProcess.Running running = startTicking("");

        RflowProcess.signal("STOP", pidOf("sink-1"));

        RflowProcess.Outcome outcome = running.await(SOON);
        assertThat(outcome.exitCode()).as("%s", outcome).isEqualTo(137);
        assertThat(outcome.out() + outcome.err()).contains("sink-1").contains("beacon");
        assertNothingIsLeft();
    }

    @Test
    void leavesNoWorkerBehindWhenTheManagerIsKilled() throws Exception {
        RflowProcess.Running running = startTicking("");

        long manager = ProcessHandle.of(pidOf("sink-1"))
                .orElseThrow()
                .parent()
                .orElseThrow()
                .pid();
        RflowProcess.signal("KILL", manager);

        running.process().waitFor();
        assertNothingIsLeft();
    }

    @Test
    void drainsAndEndsWellOnHangup() throws Exception {
        RflowProcess.Running running = startTicking("");

        RflowProcess.signal("HUP", running.process().pid());

        RflowProcess.Outcome outcome = running.await(SOON);
        assertThat(outcome.exitCode()).as("%s", outcome).isZero();
        assertNothingIsLeft();
    }

    @Test
    void endsAtOnceOnTheSecondInterrupt() throws Exception {
        write("""
                flow: held
                settings: { rflow.stop_timeout: 10m }
                components:
                  numbers: { type: generate_integers, options: { finish: 1000000, interval: 10ms } }
                shards:
                  holding: { workers: 1, components: { hold: { type: exec, options: { command: "exec tail -f FILE", timeout: 10m } } } }
                connections:
                  - numbers#out => hold#in
                """.replace("FILE", directory.resolve("flow.yaml").toString()));
        RflowProcess.Running running = rflow.start("run", "flow.yaml", "--dir", directory.toString());
        await().atMost(SOON).until(this::holds);

        RflowProcess.signal("INT", running.process().pid());
        await().atMost(SOON).until(() -> running.said().contains("held is draining"));
        RflowProcess.signal("INT", running.process().pid());

        RflowProcess.Outcome outcome = running.await(SOON);
        assertThat(outcome.exitCode()).as("%s", outcome).isEqualTo(1);
        assertThat(outcome.err()).contains("flow held was killed due to SIGINT");
        assertThat(rflow.processes()).isEmpty();
    }

    private boolean holds() {
        return rflow.processes().stream()
                .flatMap(process -> process.info().command().stream())
                .anyMatch(command -> command.endsWith("/tail"));
    }

    @ParameterizedTest
    @CsvSource({"configure, 1, on purpose", "run, 1, on purpose", "exit, 42, 42"})
    void tellsWhatAComponentDid(String harm, int exitCode, String text) throws Exception {
        Path extension = extension();
        write("""
                flow: harmful
                settings: { rflow.restart: never }
                components:
                  generate: { type: generate_integers, options: { start: 1, finish: 10 } }
                shards:
                  bad: { workers: 1, components: { stuck: { type: stuck, options: { harm: HARM } } } }
                connections:
                  - generate#out => stuck#in
                """.replace("HARM", harm));

        RflowProcess.Outcome outcome =
                rflow.run("run", "flow.yaml", "--dir", directory.toString(), "-e", extension.toString());

        assertThat(outcome.exitCode()).as("%s", outcome).isEqualTo(exitCode);
        assertThat(outcome.out() + outcome.err()).contains("bad-1").contains(text);
        assertNothingIsLeft();
    }

    private RflowProcess.Running startTicking(String broker) throws Exception {
        RflowProcess.Running running = runFlow(TICKING.replace(" BROKER", broker));
        await().atMost(SOON)
                .until(() -> Files.exists(directory.resolve("ticks"))
                        && !Files.readAllLines(directory.resolve("ticks")).isEmpty());
        return running;
    }

    private void write(String flow) throws Exception {
        Files.writeString(directory.resolve("flow.yaml"), flow);
    }

    /** The pid that {@code rflow status --json} tells for the first worker whose name begins so. */
    private long pidOf(String name) throws Exception {
        TestingShell.Outcome status = new TestingShell(directory).call("status", "--json", "-d", "rflow");
        String json = status.out();
        int at = json.indexOf("\"name\" : \"" + name);
        assertThat(at).as("%s in %s", name, status).isNotNegative();
        String rest = json.substring(json.indexOf("\"pid\" : ", at) + "\"pid\" : ".length());
        return Long.parseLong(rest.substring(0, rest.indexOf(',')).strip());
    }
}
