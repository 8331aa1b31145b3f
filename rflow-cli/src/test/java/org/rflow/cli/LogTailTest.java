package org.rflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LogTailTest {
    private static final String READ = "INFO  [2026-03-01T12:00:00.123456+01:00] read-1   (4711 ) - ";
    private static final String PARSE = "ERROR [2026-03-01T12:00:00.123456+01:00] parse-1 csv (47112) - ";

    @TempDir
    private Path directory;

    @Test
    void showsTheLastLines() throws IOException {
        var file = Files.writeString(directory.resolve("log"), "1\n2\n3\n4\nnot finis");

        try (var tail = new LogTail(file, new LogFilter(""))) {
            assertThat(tail.last(2)).containsExactly("3", "4");
        }
    }

    @Test
    void choosesLinesOfOneWorkerWithWhatBelongsToThem() throws IOException {
        var text = READ + "begin\n" + PARSE + "oh\nException\n    at X\n" + READ + "end\n";
        var file = Files.writeString(directory.resolve("log"), text);

        try (var tail = new LogTail(file, new LogFilter("parse-1"))) {
            assertThat(tail.last(10)).containsExactly(PARSE + "oh", "Exception", "    at X");
        }
    }

    @Test
    void goesOnWithWhatComesLater() throws IOException {
        var file = Files.writeString(directory.resolve("log"), "1\nha");

        try (var tail = new LogTail(file, new LogFilter(""))) {
            tail.last(10);
            Files.writeString(file, "lf\n3\n", StandardOpenOption.APPEND);

            assertThat(tail.fresh()).containsExactly("half", "3");
            assertThat(tail.fresh()).isEmpty();
        }
    }

    @Test
    void readsARenamedFileToItsEndAndThenTheNewOne() throws IOException {
        var file = Files.writeString(directory.resolve("log"), "1\n");

        try (var tail = new LogTail(file, new LogFilter(""))) {
            tail.last(10);
            Files.writeString(file, "2\n", StandardOpenOption.APPEND);
            Files.move(file, directory.resolve("log.1"));
            Files.writeString(file, "3\n");

            assertThat(tail.fresh()).containsExactly("2");
            assertThat(tail.fresh()).containsExactly("3");
        }
    }

    @Test
    void waitsForAFileThatIsNotThereYet() throws IOException {
        var file = directory.resolve("log");

        try (var tail = new LogTail(file, new LogFilter(""))) {
            assertThat(tail.last(10)).isEmpty();
            Files.writeString(file, "1\n");

            assertThat(tail.fresh()).containsExactly("1");
        }
    }

    @Test
    void beginsAnewWhenTheFileWasCut() throws IOException {
        var file = Files.writeString(directory.resolve("log"), "1\n2\n");

        try (var tail = new LogTail(file, new LogFilter(""))) {
            tail.last(10);
            Files.writeString(file, "3\n");

            assertThat(tail.fresh()).containsExactly("3");
        }
    }
}
