package org.rflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** The commands that speak with a running flow, when none runs. */
final class StoppedFlowTest {
    private static final String FLOW = """
            flow: tiny
            components:
              a: { type: my_source }
              b: { type: my_sink }
            connections:
              - a#out => b#in
            """;

    @TempDir
    private Path directory;

    private TestingShell shell;
    private Path pidFile;

    @BeforeEach
    void loadFlow() throws IOException {
        shell = new TestingShell(directory);
        Files.writeString(directory.resolve("tiny.yaml"), FLOW);
        pidFile = directory.resolve("run/tiny.pid");
        assertThat(shell.call("load", "-d", "db", "-c", "tiny.yaml").exitCode()).isZero();
    }

    @Test
    void statusSaysThatThereIsNoProcess() {
        var outcome = shell.call("status", "-d", "db");

        assertThat(outcome.exitCode()).isEqualTo(3);
        assertThat(outcome.logLines()).containsExactly("ERROR - tiny process not found in " + pidFile);
        assertThat(outcome.err()).isEmpty();
    }

    @Test
    void statusTellsItToProgramsToo() {
        var outcome = shell.call("status", "-d", "db", "--json");

        var json = JsonMapper.builder().build().readTree(outcome.out());
        assertThat(outcome.exitCode()).isEqualTo(3);
        assertThat(json.get("running").asBoolean()).isFalse();
        assertThat(json.get("application").asString()).isEqualTo("tiny");
        assertThat(json.get("state").asString()).isEqualTo("NOT_RUNNING");
        assertThat(json.get("pid").isNull()).isTrue();
    }

    @Test
    void stopWarnsThatThereIsNothingToStop() {
        var outcome = shell.call("stop", "-d", "db");

        assertThat(outcome.exitCode()).isEqualTo(3);
        assertThat(outcome.logLines()).containsExactly("WARN  - tiny process not found in " + pidFile);
    }

    @ParameterizedTest
    @ValueSource(strings = {"reopen", "threads", "log-level toggle", "log-level a-1 DEBUG"})
    void othersSayWhatToDo(String words) {
        var outcome = shell.call((words + " -d db").split(" "));

        assertThat(outcome.exitCode()).isEqualTo(3);
        assertThat(outcome.err())
                .isEqualTo("rflow: tiny process not found in " + pidFile + "; start it with 'rflow start'\n");
    }

    @Test
    void logLevelKnowsItsLevels() {
        var outcome = shell.call("log-level", "LOUD", "-d", "db");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("'LOUD' is no log level; there are DEBUG, INFO, WARN, ERROR, and toggle");
    }

    @Test
    void logsSaysThatThereIsNoLogYet() {
        var outcome = shell.call("logs", "-d", "db");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err()).contains("there is no log file");
    }

    @Test
    void logsShowsTheEndOfTheLog() throws IOException {
        Files.createDirectories(directory.resolve("log"));
        Files.writeString(directory.resolve("log/tiny.log"), "1\n2\n3\n");

        assertThat(shell.call("logs", "-n", "2", "-d", "db").lines()).containsExactly("2", "3");
    }

    @Test
    void startNamesComponentsThatAreNotThereBeforeAnythingStarts() {
        var outcome = shell.call("start", "-d", "db");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.out())
                .contains("error in the flow", "component 'a' has unknown type 'my_source'", "component 'b'");
        assertThat(outcome.err()).isEmpty();
        assertThat(pidFile).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"start", "stop", "status"})
    void hintsAtLoadWhenThereIsNoDatabase(String command) {
        var outcome = shell.call(command, "-d", "none");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.logLines().get(0))
                .startsWith("FATAL - ")
                .endsWith("run 'rflow load -c <config file> -d " + directory.resolve("none") + "'");
        assertThat(outcome.err()).isEmpty();
        assertThat(directory.resolve("none.mv.db")).doesNotExist();
    }

    @Test
    void startWarnsRoot() {
        var outcome = new TestingShell(directory, "root").call("start", "-d", "db");

        assertThat(outcome.out()).contains("WARN ", "running as root");
    }
}
