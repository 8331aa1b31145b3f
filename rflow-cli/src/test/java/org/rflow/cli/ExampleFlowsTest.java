package org.rflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The flows that come with RFlow. */
final class ExampleFlowsTest {
    private static final Path EXAMPLES = Path.of("..", "conf").toAbsolutePath().normalize();

    @TempDir
    private Path directory;

    static List<Path> flows() throws IOException {
        try (Stream<Path> files = Files.list(EXAMPLES)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .filter(file -> !file.toString().endsWith(".test.yaml"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("flows")
    void everyExampleIsInOrder(Path flow) {
        TestingShell.Outcome outcome = new TestingShell(directory).call("validate", flow.toString());

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    }
}
