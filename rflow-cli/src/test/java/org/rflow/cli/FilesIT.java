package org.rflow.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericDatumReader;
import org.junit.jupiter.api.Test;

/** Containers and packed files whose writers and readers die, and files that are read while they grow. */
final class FilesIT extends RflowCase {
    private static final int NUMBERS = 200_000;

    private static final String WRITING = """
            flow: writing
            guarantee: at-least-once
            settings: { rflow.beacon_interval: 200ms, rflow.restart_backoff_max: 500ms }
            shards:
              source:
                components:
                  numbers: { type: generate_integers, options: { start: 1, finish: %1$d } }
              writing:
                components:
                  bomb: { type: crash, options: { at: 150000, how: exit } }
                  container: { type: file_out, options: { path: n.avro, format: avro, codec: deflate, rotate: 50KB, exact: true } }
                  packed: { type: file_out, options: { path: n.gz, exact: true } }
            connections:
              - numbers#out => bomb#in
              - bomb#out => container#in
              - bomb#out => packed#in
            """;

    private static final String READING = """
            flow: reading
            guarantee: at-least-once
            settings: { rflow.beacon_interval: 200ms, rflow.restart_backoff_max: 500ms }
            shards:
              source:
                components:
                  read: { type: file_in, options: { path: all.avro, split: avro_records } }
                  bomb: { type: crash, options: { at: 150000, how: exit } }
              writing:
                components:
                  write: { type: file_out, options: { path: n.txt, exact: true } }
            connections:
              - read#out => bomb#in
              - bomb#out => write#in
            """;

    private static final String TAILING = """
            flow: tailing
            components:
              read: { type: file_in, options: { path: grows.txt, tail: true } }
              write: { type: file_out, options: { path: copy.txt } }
            connections:
              - read#out => write#in
            """;

    @Test
    void writesEachRecordOnceThoughTheWriterDies() throws Exception {
        assertEndsWell(runFlow(WRITING.formatted(NUMBERS)));

        assertThat(rflow.logs()).contains("component 'bomb' goes wrong on purpose");
        assertThat(packed("n.gz")).isEqualTo(numbers());
        assertThat(files("n.avro")).hasSizeGreaterThan(3);
        assertThat(files("n.avro").stream().flatMap(file -> records(file).stream()))
                .containsExactlyElementsOf(numbers());
    }

    @Test
    void readsEachRecordOfAContainerOnceThoughTheReaderDies() throws Exception {
        assertEndsWell(runFlow(WRITING.formatted(NUMBERS).replace(", rotate: 50KB", "")));
        Files.move(directory.resolve("n.avro"), directory.resolve("all.avro"));

        assertEndsWell(runFlow(READING));

        assertThat(Files.readAllLines(directory.resolve("n.txt"))).isEqualTo(numbers());
    }

    @Test
    void readsAFileThatGrowsUntilItIsStopped() throws Exception {
        Path grows = Files.writeString(directory.resolve("grows.txt"), "one\n");
        RflowProcess.Running running = runFlow(TAILING);
        awaitCopy("one\n");

        Files.writeString(grows, "two\nnot y", StandardOpenOption.APPEND);
        awaitCopy("one\ntwo\n");
        Files.writeString(grows, "et\n", StandardOpenOption.APPEND);
        awaitCopy("one\ntwo\nnot yet\n");

        assertStopsWell(running);
        awaitCopy("one\ntwo\nnot yet\n");
    }

    private void awaitCopy(String content) {
        Path copy = directory.resolve("copy.txt");
        await().atMost(Duration.ofMinutes(1))
                .until(() -> Files.exists(copy) ? Files.readString(copy) : "", content::equals);
    }

    private static List<String> numbers() {
        return LongStream.rangeClosed(1, NUMBERS).mapToObj(Long::toString).toList();
    }

    /** In the order they were written. */
    private List<Path> files(String name) {
        Path last = directory.resolve(name);
        return Stream.concat(
                        Stream.iterate(1, number -> number + 1)
                                .map(number -> last.resolveSibling(name + "." + number))
                                .takeWhile(Files::exists),
                        Stream.of(last))
                .toList();
    }

    private static List<String> records(Path container) {
        try (DataFileReader<Object> reader = new DataFileReader<>(container.toFile(), new GenericDatumReader<>())) {
            return StreamSupport.stream(reader.spliterator(), false)
                    .map(Object::toString)
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(container + ": " + e, e);
        }
    }

    private List<String> packed(String name) throws IOException {
        try (GZIPInputStream bytes = new GZIPInputStream(Files.newInputStream(directory.resolve(name)))) {
            return new String(bytes.readAllBytes(), UTF_8).lines().toList();
        }
    }
}
