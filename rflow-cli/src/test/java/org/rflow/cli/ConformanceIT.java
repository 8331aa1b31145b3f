package org.rflow.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rflow.cli.conformance.Rule;

final class ConformanceIT {
    /** Acknowledges what it has processed, whether anybody has what came of it or not. */
    private static final String HASTY = """
            import collections
            import sys
            sys.path.insert(0, "SCRIPTS")
            import rflow
            from rflow.inlet import Inlet

            settle = Inlet.settle

            def at_once(inlet):
                for sender in inlet.senders.values():
                    sender.marks = collections.deque((number, []) for number, _ in sender.marks)
                settle(inlet)

            Inlet.settle = at_once
            rflow.run(lambda port, message: [("out", message)])
            """;

    @TempDir
    private Path directory;

    private String python;

    @BeforeEach
    void findPython() {
        python = Python.command();
    }

    @Test
    void theExampleInPythonKeepsEveryRule() {
        TestingShell.Outcome outcome =
                new TestingShell(directory).call("conformance", python, Python.script("to_json.py"));

        assertThat(outcome.out()).contains("%1$d of %1$d passed".formatted(Rule.values().length));
        assertThat(outcome.exitCode()).isZero();
    }

    @Test
    void theExampleInPythonReadsAndWritesTheExamplesOfFrames() throws Exception {
        Path script = directory.resolve("examples.py");
        try (InputStream in = ConformanceIT.class.getResourceAsStream("examples.py")) {
            Files.copy(requireNonNull(in), script);
        }
        Path schemas = Path.of("..", "schemas").toAbsolutePath().normalize();
        Process process = new ProcessBuilder(
                        python, "-B", script.toString(), Python.SCRIPTS.toString(), schemas.toString())
                .inheritIO()
                .start();

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    @Test
    void theExampleIsTheOneInTheDocument() throws Exception {
        String document = Files.readString(Path.of("..", "docs", "external.md"));

        assertThat(document).contains("```python\n" + Files.readString(Python.SCRIPTS.resolve("to_json.py")) + "```");
    }

    @Test
    void aProgramThatAcknowledgesTooEarlyIsFoundOut() throws Exception {
        Path hasty =
                Files.writeString(directory.resolve("hasty.py"), HASTY.replace("SCRIPTS", Python.SCRIPTS.toString()));

        TestingShell.Outcome outcome = new TestingShell(directory).call("conformance", python, hasty.toString());

        assertThat(outcome.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(outcome.out().lines().filter(line -> line.startsWith("FAILED")))
                .containsExactly("FAILED     " + Rule.ACKS_WHAT_IS_SAFE.what());
        assertThat(outcome.out()).contains("docs/protocol-data.md: \"" + Rule.ACKS_WHAT_IS_SAFE.sentence() + "\"");
    }
}
