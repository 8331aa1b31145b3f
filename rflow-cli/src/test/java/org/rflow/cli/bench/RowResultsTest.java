package org.rflow.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rflow.cli.bench.ends.Timing;

final class RowResultsTest {
    @TempDir
    private Path directory;

    @Test
    void acceptsTheSameFiles() throws IOException {
        RowResults results = new RowResults();
        results.take(room("first", "a,b\n"));

        results.take(room("second", "a,b\n"));

        assertThat(directory.resolve("second/results/audit.csv")).doesNotExist();
    }

    @Test
    void namesTheFileThatDiffers() throws IOException {
        RowResults results = new RowResults();
        results.take(room("first", "a,b\n"));

        assertThatThrownBy(() -> results.take(room("second", "a,c\n")))
                .isInstanceOf(BenchException.class)
                .hasMessage("audit.csv differs, from byte 2 on, from what the first run wrote");
    }

    private Room room(String name, String audit) throws IOException {
        Path results = Files.createDirectories(directory.resolve(name).resolve("results"));
        for (String file : new String[] {"by_species.csv", "by_phase.csv", "rejects.txt"}) {
            Files.writeString(results.resolve(file), file);
        }
        Files.writeString(results.resolve("audit.csv"), audit);
        return new Room(directory.resolve(name), new Timing(Duration.ZERO, Duration.ofSeconds(1)));
    }
}
