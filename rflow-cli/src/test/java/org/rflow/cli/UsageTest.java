package org.rflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class UsageTest {
    @TempDir
    private Path directory;

    @Test
    void printsOnlyTheVersion() {
        var outcome = call("--version");

        assertThat(outcome).isEqualTo(new TestingShell.Outcome(0, "rflow " + Version.text() + "\n", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-h", "--help", "help"})
    void explainsItself(String word) {
        var outcome = call(word);

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out())
                .startsWith("Usage: rflow")
                .contains("validate", "log-level")
                .doesNotContain("manager ");
        assertThat(outcome.err()).isEmpty();
    }

    static Stream<String> commands() {
        return new Cli(new TestingShell(Path.of("").toAbsolutePath()).shell())
                .commandLine().getSubcommands().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void explainsEveryCommand(String command) {
        var outcome = call(command, "--help");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).contains("Usage: rflow " + command);
        assertThat(outcome.err()).isEmpty();
    }

    @Test
    void sendsHelpBeforeACommandToTheWhole() {
        assertThat(call("--help", "load").out()).startsWith("Usage: rflow [-hV] COMMAND");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "bogus", "-f"})
    void asksForACommandThatExists(String words) {
        var outcome = words.isEmpty() ? call() : call(words);

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.logLines().get(0))
                .startsWith("FATAL - Command needs to be one of [start|stop|status|load|run|");
        assertThat(outcome.out()).contains("Usage: rflow");
        assertThat(outcome.err()).isEmpty();
    }

    @Test
    void guessesWhichCommandWasMeant() {
        assertThat(call("stauts").out()).contains("; did you mean 'status'?");
    }

    @ParameterizedTest
    @CsvSource({
        "load --bogus, 1",
        "start --bogus, 1",
        "stop --bogus, 1",
        "status --bogus, 1",
        "--bogus status, 1",
        "run --bogus, 2",
        "validate, 2",
        "graph --format gif, 2",
        "run flow.yaml --for ever, 2",
        "logs -n many, 2",
        "status -v -d, 1",
    })
    void refusesWordsThatACommandDoesNotTake(String words, int exitCode) {
        var outcome = call(words.split(" "));

        assertThat(outcome.err()).startsWith("Error processing arguments: ");
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.exitCode()).isEqualTo(exitCode);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Shout", "filter", "option", "shout --package class.x", "shout --package Com"})
    void makesNoComponentThatWouldNotCompileOrHasATakenName(String words) {
        var outcome = call(("new component " + words).split(" "));

        assertThat(outcome.exitCode()).as("%s", outcome).isEqualTo(2);
        assertThat(directory).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"start", "stop", "status"})
    void takesAConfigFileOnlyToLoad(String command) {
        var outcome = call(command, "-d", "db", "-c", "flow.yaml");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.logLines()).containsExactly("FATAL - Config file only valid for 'load' command");
        assertThat(outcome.err()).isEmpty();
    }

    @Test
    void printsAScriptThatCompletes() {
        var outcome = call("completion");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).startsWith("#!/usr/bin/env bash").contains("log-level");
    }

    private TestingShell.Outcome call(String... words) {
        return new TestingShell(directory).call(words);
    }
}
