package org.rflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stopping a manager that does not answer on its bus: here it is a shell that has none. */
final class StopIT {
    private static final int KILLED_BY_TERM = 128 + 15;

    @TempDir
    private Path directory;

    private TestingShell shell;
    private final List<Process> started = new ArrayList<>();

    @BeforeEach
    void loadFlow() throws Exception {
        shell = new TestingShell(directory);
        Files.writeString(directory.resolve("tiny.yaml"), """
                flow: tiny
                components:
                  tick: { type: clock }
                  swallow: { type: drop }
                connections:
                  - tick#tick_port => swallow#in
                """);
        assertThat(shell.call("load", "-d", "db", "-c", "tiny.yaml").exitCode()).isZero();
    }

    @AfterEach
    void leaveNothingBehind() throws Exception {
        for (Process process : started) {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void sendsTermToAManagerThatDoesNotAnswer() throws Exception {
        Process manager = startManager("echo ready; exec sleep 60");

        var outcome = shell.call("stop", "-d", "db");

        assertThat(outcome.exitCode()).as("%s", outcome).isZero();
        assertThat(manager.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(manager.exitValue()).isEqualTo(KILLED_BY_TERM);
        assertThat(outcome.logLines())
                .containsExactly(
                        "INFO  - stopping tiny, process " + manager.pid(),
                        "WARN  - no manager has left its address in " + directory.resolve("run/tiny.bus")
                                + "; sending it TERM instead",
                        "INFO  - tiny stopped");
    }

    @Test
    void failsWhenTheManagerDoesNotEndInTime() throws Exception {
        Process manager = startManager("trap '' TERM; echo deaf; exec sleep 60");

        var outcome = shell.call("stop", "--timeout", "200ms", "-d", "db");

        assertThat(outcome.exitCode()).as("%s", outcome).isEqualTo(1);
        assertThat(outcome.out())
                .contains("tiny, process " + manager.pid() + ", still runs after ")
                .doesNotContain("tiny stopped");
        assertThat(manager.isAlive()).isTrue();
    }

    private Process startManager(String command) throws Exception {
        Process manager = new ProcessBuilder("sh", "-c", command).start();
        started.add(manager);
        assertThat(manager.inputReader().readLine()).isNotNull();
        Files.createDirectories(directory.resolve("run"));
        Files.writeString(directory.resolve("run/tiny.pid"), manager.pid() + "\n");
        return manager;
    }
}
