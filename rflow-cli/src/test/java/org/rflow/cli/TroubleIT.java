package org.rflow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the machine may refuse: each time a sentence, an end, and nothing left behind. */
final class TroubleIT extends RflowCase {
    private static final Duration SOON = Duration.ofSeconds(60);
    /** Blocks of 512 bytes, enough for the config database. */
    private static final int SMALL = 4096;

    private static final String COUNTING = """
            flow: counting
            settings: { rflow.stop_timeout: 5s, rflow.grace_period: 5s, rflow.restart: never }
            components:
              numbers: { type: generate_integers, options: { start: 1, finish: 100 } }
            shards:
              sink: { components: { write: { type: file_out, options: { path: WHERE } } } }
            connections:
              - numbers#out => write#in
            """;
    private static final String ENDLESS = """
            flow: endless
            settings: { rflow.stop_timeout: 5s }
            components:
              tick: { type: clock, options: { tick_interval: 20ms } }
            shards:
              sink: { components: { write: { type: file_out, options: { path: written } } } }
            connections:
              - tick#tick_port => write#in
            """;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void endOthers() throws Exception {
        for (Process process : started) {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void aFullDiskUnderResultsIsToldWithTheFile() throws Exception {
        write(COUNTING.replace("WHERE", "/dev/full"));

        RflowProcess.Outcome outcome = rflow.run("run", "flow.yaml", "--dir", directory.toString());

        assertThat(outcome.exitCode()).as("%s", outcome).isEqualTo(1);
        assertThat(outcome.err())
                .contains(
                        "component 'write' failed at the end of a batch: file '/dev/full' cannot be written: No space left on device");
        assertNothingIsLeft();
    }

    @Test
    void aFullDiskUnderTheLogEndsNoFlow() throws Exception {
        write(COUNTING.replace("WHERE", "written"));
        Files.createDirectories(directory.resolve("log"));
        Files.write(directory.resolve("log/counting.log"), new byte[SMALL * 512]);

        Process process = start("sh", "-c", "ulimit -f " + SMALL + "; exec \"$@\"", "sh", command("run"));

        assertThat(process.waitFor()).as(said()).isZero();
        assertThat(rflow.lines("written")).hasSize(100);
        assertThat(Files.size(directory.resolve("log/counting.log"))).isEqualTo(SMALL * 512L);
        assertThat(said()).contains("log/counting.log");
        assertNothingIsLeft();
    }

    @Test
    void aFileWhereTheRunDirectoryShouldBeIsNamedWithItsSetting() throws Exception {
        write(COUNTING.replace("WHERE", "written"));
        Files.writeString(directory.resolve("run"), "");

        RflowProcess.Outcome outcome = rflow.run("run", "flow.yaml", "--dir", directory.toString());

        assertThat(outcome.exitCode()).as("%s", outcome).isEqualTo(1);
        assertThat(outcome.out() + outcome.err())
                .contains("run is a file; rflow.pid_directory_path must name a directory");
        assertNothingIsLeft();
    }

    @Test
    void aTerminalThatIsClosedDrainsTheFlow() throws Exception {
        write(ENDLESS);
        Process process = start("sh", "-c", "exec env --default-signal=HUP \"$@\" >&- 2>&-", "sh", command("run"));
        awaitResults();

        RflowProcess.signal("HUP", process.pid());

        assertThat(process.waitFor()).isZero();
        assertThat(Files.readString(directory.resolve("log/endless.log")))
                .contains("flow endless shutting down due to SIGHUP");
        assertNothingIsLeft();
    }

    @Test
    void aReaderOfTheOutputThatGoesAwayEndsNoFlow() throws Exception {
        write(COUNTING.replace("WHERE", "written"));

        Process process = start("sh", "-c", "\"$@\" | true", "sh", command("run"));
        process.waitFor();

        await().atMost(SOON)
                .until(() -> Files.exists(directory.resolve("written"))
                        && rflow.lines("written").size() == 100);
        assertNothingIsLeft();
    }

    @Test
    void aPortThatIsTakenIsNamed() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            write("""
                    flow: taken
                    components:
                      tick: { type: clock }
                    shards:
                      sink: { components: { swallow: { type: drop } } }
                    connections:
                      - { from: tick#tick_port, to: swallow#in, wire: open, options: { input_address: "tcp://127.0.0.1:PORT" } }
                    """.replace("PORT", Integer.toString(taken.getLocalPort())));

            RflowProcess.Outcome outcome = rflow.run("run", "flow.yaml", "--dir", directory.toString());

            assertThat(outcome.exitCode()).as("%s", outcome).isNotZero();
            assertThat(outcome.out() + outcome.err())
                    .contains("sink-1", "cannot bind to tcp://127.0.0.1:" + taken.getLocalPort());
        }
        assertNothingIsLeft();
    }

    @Test
    void aDatabaseThatGoesWhileTheFlowRunsEndsNoFlow() throws Exception {
        write(ENDLESS);
        RflowProcess.Running running = rflow.start("run", "flow.yaml", "--dir", directory.toString());
        awaitResults();

        try (var files = Files.newDirectoryStream(directory, "rflow*.db")) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
        Files.deleteIfExists(directory.resolve("rflow"));
        int before = rflow.lines("written").size();
        await().atMost(SOON).until(() -> rflow.lines("written").size() > before + 3);
        RflowProcess.signal("TERM", running.process().pid());

        assertThat(running.await(SOON).exitCode()).isZero();
        RflowProcess.Outcome status = rflow.run("status", "-d", "rflow");
        assertThat(status.exitCode()).isNotZero();
        assertThat(status.out() + status.err()).contains("rflow");
        assertNothingIsLeft();
    }

    private String[] command(String name) {
        return new String[] {RflowProcess.COMMAND.toString(), name, "flow.yaml", "--dir", directory.toString()};
    }

    private Process start(String shell, String option, String script, String zero, String... words) throws IOException {
        List<String> all = new ArrayList<>(List.of(shell, option, script, zero));
        all.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(all)
                .directory(directory.toFile())
                .redirectOutput(directory.resolve("said").toFile())
                .redirectError(directory.resolve("complained").toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        started.add(process);
        return process;
    }

    private String said() throws IOException {
        return Files.readString(directory.resolve("said")) + Files.readString(directory.resolve("complained"));
    }

    private void awaitResults() {
        await().atMost(SOON)
                .until(() -> Files.exists(directory.resolve("written"))
                        && !rflow.lines("written").isEmpty());
    }

    private void write(String flow) throws IOException {
        Files.writeString(directory.resolve("flow.yaml"), flow);
    }
}
