package org.rflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rflow.store.FlowStore;

final class LoadCommandTest {
    private static final String FLOW = """
            flow: tiny
            settings: { mysetting: myvalue }
            components:
              a: { type: my_source }
              b: { type: my_sink }
            connections:
              - a#out => b#in
            """;

    @TempDir
    private Path directory;

    private TestingShell shell;
    private Path file;

    @BeforeEach
    void writeFlow() throws IOException {
        shell = new TestingShell(directory);
        file = Files.writeString(directory.resolve("tiny.yaml"), FLOW);
    }

    @Test
    void fillsANewDatabase() {
        var outcome = shell.call("load", "-d", "db", "-c", "tiny.yaml");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.logLines())
                .contains("INFO  - Successfully initialized database '" + directory.resolve("db") + "' with '" + file
                        + "'");
        try (FlowStore store = FlowStore.open(directory.resolve("db").toString())) {
            assertThat(store.setting("mysetting")).contains("myvalue");
        }
    }

    @Test
    void takesTheNewSpellingToo() {
        assertThat(shell.call("load", "tiny.yaml", "-d", "db").exitCode()).isZero();
        assertThat(directory.resolve("db.mv.db")).exists();
    }

    @Test
    void takesOptionsBeforeTheCommand() {
        assertThat(shell.call("-d", "db", "-c", "tiny.yaml", "load").exitCode()).isZero();
    }

    @Test
    void usesADatabaseNamedRflowWhenNoneIsNamedAndSaysSo() {
        var outcome = shell.call("load", "tiny.yaml");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.logLines().get(0))
                .isEqualTo("WARN  - no config database was named with -d; using 'rflow' in " + directory);
        assertThat(directory.resolve("rflow.mv.db")).exists();
    }

    @Test
    void doesNotOverwriteADatabase() throws IOException {
        shell.call("load", "tiny.yaml", "-d", "db");
        var before = Files.readAllBytes(directory.resolve("db.mv.db"));

        var outcome = shell.call("load", "-d", "db", "-c", "tiny.yaml");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.logLines())
                .containsExactly("FATAL - Config database '" + directory.resolve("db")
                        + "' exists, exiting to prevent accidental overwrite from config file '" + file + "'");
        assertThat(Files.readAllBytes(directory.resolve("db.mv.db"))).isEqualTo(before);
    }

    @Test
    void fillsAFileOfNoBytes() throws IOException {
        Files.createFile(directory.resolve("db.mv.db"));

        assertThat(shell.call("load", "tiny.yaml", "-d", "db").exitCode()).isZero();
    }

    @Test
    void needsAConfigFile() {
        var outcome = shell.call("load", "-d", "db");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.logLines()).containsExactly("FATAL - Config file required for 'load' command");
    }

    @Test
    void saysThatTheConfigFileIsNotThere() {
        var outcome = shell.call("load", "-d", "db", "-c", "other.yaml");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.logLines())
                .containsExactly("FATAL - Config file '" + directory.resolve("other.yaml") + "' not found");
    }

    @Test
    void saysThatTheConfigFileCannotBeRead() {
        var outcome = shell.call("load", "-d", "db", "-c", ".");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.out()).contains("not readable");
    }

    @Test
    void leavesNothingBehindWhenTheFlowIsNotValid() throws IOException {
        Files.writeString(file, FLOW.replace("b#in", "c#in"));

        var outcome = shell.call("load", "-d", "db", "-c", "tiny.yaml");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.out()).contains(file + ":7:5: ", "component 'c'").doesNotContain("\tat ");
        assertThat(outcome.err()).isEmpty();
        assertThat(directory.resolve("db.mv.db")).doesNotExist();
        Files.writeString(file, FLOW);
        assertThat(shell.call("load", "-d", "db", "-c", "tiny.yaml").exitCode()).isZero();
    }

    @Test
    void warnsOfComponentTypesWhoseJarsComeWithTheStart() {
        var outcome = shell.call("load", "tiny.yaml", "-d", "db");

        assertThat(outcome.out()).contains("WARN ", "component 'a' has unknown type 'my_source'");
    }

    @Test
    void showsTheWholeConfigurationWhenAskedForDetails() {
        var outcome = shell.call("load", "-v", "-d", "db", "-c", "tiny.yaml");

        assertThat(outcome.out()).contains("DEBUG", "a: my_source", "a#out => b#in");
    }

    @Test
    void saysNothingButWarningsWhenAskedTo() {
        var outcome = shell.call("load", "-v", "WARN", "-d", "db", "-c", "tiny.yaml");

        assertThat(outcome.out()).doesNotContain("INFO");
    }

    @Test
    void logsToAFileToo() {
        shell.call("load", "-l", "startup.log", "-d", "db", "-c", "tiny.yaml");

        assertThat(directory.resolve("startup.log")).content().contains("Successfully initialized database");
    }

    @Test
    void saysThatTheLogFileCannotBeWritten() {
        var outcome = shell.call("load", "-l", ".", "-d", "db", "-c", "tiny.yaml");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err()).startsWith("Log file '").contains("problem:");
    }
}
