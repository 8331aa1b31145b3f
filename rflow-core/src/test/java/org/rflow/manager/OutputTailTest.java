package org.rflow.manager;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OutputTailTest {
    @TempDir
    private Path directory;

    @Test
    void showsNothingOfAnEarlierRun() throws IOException {
        Path file = Files.writeString(directory.resolve("x.out"), "old\n");
        OutputTail tail = OutputTail.of(file);

        Files.writeString(file, "new 1\n\nnew 2\n", StandardOpenOption.APPEND);

        assertThat(tail.lines()).containsExactly("new 1", "new 2");
    }

    @Test
    void showsTheLastTenLines() throws IOException {
        Path file = directory.resolve("x.out");
        OutputTail tail = OutputTail.of(file);

        Files.writeString(
                file, IntStream.range(0, 5000).mapToObj(i -> "line " + i).collect(Collectors.joining("\n")));

        assertThat(tail.lines()).hasSize(10).first().isEqualTo("line 4990");
        assertThat(tail.lines()).last().isEqualTo("line 4999");
    }

    @Test
    void isEmptyWhenNothingWasWritten() throws IOException {
        assertThat(OutputTail.of(directory.resolve("x.out")).lines()).isEqualTo(List.of());
    }

    @Test
    void survivesAFileThatWasCutShort() throws IOException {
        Path file = Files.writeString(directory.resolve("x.out"), "a long text of an earlier run\n");
        OutputTail tail = OutputTail.of(file);

        Files.writeString(file, "short\n");

        assertThat(tail.lines()).isEmpty();
    }
}
