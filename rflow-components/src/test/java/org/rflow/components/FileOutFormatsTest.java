package org.rflow.components;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.example.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rflow.component.Arrival;
import org.rflow.component.ComponentRunner;
import org.rflow.component.ConfigurationException;
import org.rflow.message.Message;
import org.rflow.testing.ComponentTester;
import org.rflow.testing.TestingClock;
import org.rflow.testing.TestingContext;

/** Packed files, Avro containers and rotated files, as others read them. */
final class FileOutFormatsTest {
    private static final String FULL = "file '/dev/full' cannot be written: No space left on device";

    @TempDir
    private Path directory;

    private final Map<String, String> options = new LinkedHashMap<>();

    @Test
    void packsAFileWhoseNameSaysSo() throws Exception {
        write("all.gz", false, "a", "b");
        write("all.gz", true, "c");

        assertThat(unpacked("all.gz")).isEqualTo("a\nb\nc\n");
    }

    @Test
    void makesAPackedFileThatCanBeReadWhenNothingArrives() throws Exception {
        write("all.gz", false);

        assertThat(unpacked("all.gz")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "deflate"})
    void writesRecordsIntoAContainer(String codec) throws Exception {
        options.putAll(Map.of("format", "avro", "codec", codec));

        write("all.avro", false, new Reading("a", 1.5, true), new Reading("b", 2.0, false));

        assertThat(records("all.avro"))
                .containsExactly(
                        "{\"sensor\": \"a\", \"celsius\": 1.5, \"alarm\": true}",
                        "{\"sensor\": \"b\", \"celsius\": 2.0, \"alarm\": false}");
        assertThat(header("all.avro", "avro.codec")).isEqualTo(codec.equals("none") ? "null" : codec);
        assertThat(header("all.avro", "rflow.type")).isEqualTo("com.example.Reading");
    }

    @Test
    void goesOnInAContainerThatIsThere() throws Exception {
        options.put("format", "avro");
        write("all.avro", false, "a", "b");

        write("all.avro", true, "c");

        assertThat(records("all.avro")).containsExactly("a", "b", "c");
    }

    @Test
    void beginsANewContainerForAnotherType() throws Exception {
        options.put("format", "avro");

        write("all.avro", false, "a", "b", 1, 2);
        write("all.avro", true, 3, "c");

        assertThat(records("all.avro.1")).containsExactly("a", "b");
        assertThat(records("all.avro.2")).containsExactly("1", "2", "3");
        assertThat(records("all.avro")).containsExactly("c");
    }

    @Test
    void leavesOutOfAContainerWhatDoesNotFitItsSchema() {
        ComponentTester.of(FileOut::new)
                .option("path", "all.avro")
                .option("format", "avro")
                .send("a", Message.of(Message.of("").type(), 5L), "b")
                .expectFailure("cannot be cast to expected type string")
                .expectFile("all.avro.1", "no such file");
    }

    @ParameterizedTest
    @CsvSource({"lines, 40", "lines, 100000", "avro, 40", "avro, 100000"})
    void keepsWhatAFullDiskDoesNotTake(String format, int length) throws Exception {
        options.put("format", format);
        List<Exception> failures = new ArrayList<>();
        Killed writer = new Killed("/dev/full", failures);

        writer.send("a".repeat(length));
        writer.send("b");

        assertThat(failures)
                .hasSize(length > 40 ? 1 : 0)
                .allSatisfy(failure -> assertThat(failure).hasMessage(FULL));
        assertThatThrownBy(writer.runner::endOfBatch)
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(FULL);
        assertThatThrownBy(writer.runner::cleanup).hasMessage(FULL);
    }

    @ParameterizedTest
    @CsvSource({"lines, all.txt", "lines, all.txt.gz", "avro, all.avro"})
    void writesOnInANewFileWhenTheOldOneIsRenamed(String format, String name) throws Exception {
        options.put("format", format);
        Killed writer = new Killed(name);
        try (RecordingLog log = new RecordingLog(Level.WARN)) {
            writer.batch("a", "b");
            Files.move(directory.resolve(name), directory.resolve("old-" + name));
            writer.batch("c");
            writer.batch("d");
            writer.runner.cleanup();

            assertThat(log.lines())
                    .containsExactly("WARN file '" + directory.resolve(name)
                            + "' was removed or renamed while it was written; a new one is begun");
        }
        assertThat(content("old-" + name)).containsExactly("a", "b");
        assertThat(content(name)).containsExactly("c", "d");
    }

    @Test
    void makesADirectoryAgainThatIsRemoved() throws Exception {
        Killed writer = new Killed("results/all.txt");
        writer.batch("a");
        Files.delete(directory.resolve("results/all.txt"));
        Files.delete(directory.resolve("results"));

        writer.batch("b");

        assertThat(content("results/all.txt")).containsExactly("b");
    }

    @Test
    void failsWhenAFileIsGoneThatIsToBeExact() throws Exception {
        options.put("exact", "true");
        Killed writer = new Killed("all.txt");
        writer.batch("a");
        byte[] state = writer.runner.snapshot(0);
        Files.delete(directory.resolve("all.txt"));

        assertThatThrownBy(() -> writer.batch("b"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("file '" + directory.resolve("all.txt") + "' was removed or renamed while it was written,"
                        + " so it cannot be exact: put it back, or start the flow anew");
        Killed next = new Killed("all.txt");
        assertThatThrownBy(() -> next.runner.restore(0, state))
                .hasMessageContaining("all.txt' has 0 bytes, and had 2 when the state was saved");
    }

    @Test
    void beginsANewFileWhenThisOneIsLongEnough() throws Exception {
        options.put("rotate", "10");

        write("all.txt", false, "12345", "6789", "next");

        assertThat(directory.resolve("all.txt.1")).hasContent("12345\n6789\n");
        assertThat(directory.resolve("all.txt")).hasContent("next\n");
    }

    @Test
    void removesRotatedFilesToBeginAnew() throws Exception {
        options.put("rotate", "2");
        write("all.txt", false, "a", "b", "c");
        Files.writeString(directory.resolve("all.txt.bak"), "mine");
        options.put("truncate", "true");

        write("all.txt", false, "d");

        assertThat(directory.resolve("all.txt.1")).hasContent("d\n");
        assertThat(names()).containsExactlyInAnyOrder("all.txt", "all.txt.1", "all.txt.bak");
    }

    @ParameterizedTest
    @CsvSource({"lines, all.txt", "lines, all.txt.gz", "avro, all.avro"})
    void cutsOffAfterAKillWhatWillComeAgain(String format, String name) throws Exception {
        options.putAll(Map.of("format", format, "exact", "true"));
        Killed killed = new Killed(name);
        killed.batch("a", "b");
        killed.batch("c");
        byte[] state = killed.runner.snapshot(0);
        killed.batch("d");
        killed.batch("e");

        Killed next = new Killed(name);
        next.runner.restore(0, state);
        next.batch("e", "d");
        next.runner.cleanup();

        assertThat(content(name)).containsExactly("a", "b", "c", "e", "d");
    }

    @ParameterizedTest
    @CsvSource({"lines, all.txt", "lines, all.txt.gz", "avro, all.avro"})
    void putsBackAfterAKillAFileThatWasRotatedSince(String format, String name) throws Exception {
        options.putAll(Map.of("format", format, "exact", "true", "rotate", "600"));
        Killed killed = new Killed(name);
        killed.batch("a".repeat(700));
        killed.batch("b");
        byte[] state = killed.runner.snapshot(0);
        for (int i = 0; i < 200; i++) {
            killed.batch("again " + i);
        }
        assertThat(names()).contains(name + ".2", name + ".3");

        Killed next = new Killed(name);
        next.runner.restore(0, state);
        next.batch("c");
        next.runner.cleanup();

        List<String> all = new ArrayList<>(names().contains(name + ".1") ? content(name + ".1") : List.of());
        all.addAll(content(name));
        assertThat(all).containsExactly("a".repeat(700), "b", "c");
    }

    @Test
    void putsBackAfterAKillAContainerThatAnotherTypeHasEnded() throws Exception {
        options.putAll(Map.of("format", "avro", "exact", "true"));
        Killed killed = new Killed("all.avro");
        killed.batch("a");
        byte[] state = killed.runner.snapshot(0);
        killed.batch(1, 2);

        Killed next = new Killed("all.avro");
        next.runner.restore(0, state);
        next.batch("b", 1);
        next.runner.cleanup();

        assertThat(records("all.avro.1")).containsExactly("a", "b");
        assertThat(records("all.avro")).containsExactly("1");
    }

    @Test
    void saysThatAFileIsGoneThatHasToBePutBack() throws Exception {
        options.putAll(Map.of("exact", "true", "rotate", "1"));
        Killed killed = new Killed("all.txt");
        byte[] state = killed.runner.snapshot(0);
        killed.batch("a");
        killed.batch("b");
        Files.delete(directory.resolve("all.txt.1"));

        Killed next = new Killed("all.txt");

        assertThatThrownBy(() -> next.runner.restore(0, state))
                .hasMessageContaining("all.txt.1' is gone, which was being written when the state was saved");
    }

    @Test
    void cutsOffABlockThatAWorkerWasWritingWhenItDied() throws Exception {
        options.put("format", "avro");
        write("all.avro", false, "a", "b".repeat(200_000));
        byte[] whole = Files.readAllBytes(directory.resolve("all.avro"));
        write("all.avro", true, "never acknowledged");
        byte[] more = Files.readAllBytes(directory.resolve("all.avro"));

        for (int torn = 1; torn < more.length - whole.length; torn++) {
            Files.write(directory.resolve("all.avro"), java.util.Arrays.copyOf(more, whole.length + torn));
            write("all.avro", true, "c");
            assertThat(records("all.avro")).containsExactly("a", "b".repeat(200_000), "c");
        }
    }

    @Test
    void beginsAContainerAgainWhoseHeaderWasBeingWritten() throws Exception {
        options.put("format", "avro");
        write("all.avro", false, "a");
        byte[] whole = Files.readAllBytes(directory.resolve("all.avro"));
        Files.write(directory.resolve("all.avro"), java.util.Arrays.copyOf(whole, 20));

        write("all.avro", true, "b");

        assertThat(records("all.avro")).containsExactly("b");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            here.txt | format | avro | 1 | cannot be written: org.apache.avro.InvalidAvroMagicException: Not an Avro data file
            new.gz   | format | avro | 1 | leave out .gz and set 'codec: deflate'
            new.avro | format | avro | 2 | option 'format': a shard of 2 workers writes the file together
            new.txt  | rotate | 1MB  | 2 | option 'rotate': a shard of 2 workers writes the file together
            new.txt  | rotate | 0    | 1 | option 'rotate': must be above 0
            new.txt  | codec  | lzma | 1 | option 'codec': 'lzma' is not one of none, deflate
            """)
    void refusesWhatCannotBe(String path, String option, String value, int workers, String problem) {
        ComponentTester.of(FileOut::new)
                .worker(1, workers)
                .file("here.txt", "no container, but a text that is long enough to be one")
                .option("path", path)
                .option(option, value)
                .expectProblem(problem);
    }

    private void write(String name, boolean restarted, Object... data) throws Exception {
        Killed writer = new Killed(name, restarted);
        for (Object datum : data) {
            writer.send(datum);
            if (options.containsKey("rotate")) {
                writer.runner.endOfBatch();
            }
        }
        writer.runner.endOfBatch();
        writer.runner.cleanup();
    }

    /** A component that is killed, unless it is cleaned up. */
    private final class Killed {
        final FileOut component = new FileOut();
        final ComponentRunner runner;

        Killed(String name) throws Exception {
            this(name, true);
        }

        Killed(String name, boolean restarted) throws Exception {
            this(name, restarted, failure -> {
                throw new AssertionError(failure);
            });
        }

        Killed(String name, List<Exception> failures) throws Exception {
            this(name, true, failures::add);
        }

        private Killed(String name, boolean restarted, Consumer<Exception> failures) throws Exception {
            runner = new ComponentRunner(component, "write", failed -> failures.accept(failed.cause()));
            Map<String, String> all = new LinkedHashMap<>(options);
            all.put("path", name);
            TestingContext.Place place = new TestingContext.Place(1, 1, restarted);
            runner.configure(all, new TestingContext(directory, new TestingClock(), place));
        }

        void batch(Object... data) throws Exception {
            for (Object datum : data) {
                send(datum);
            }
            runner.endOfBatch();
        }

        void send(Object datum) {
            Message message = datum instanceof Integer number
                    ? Message.of(number)
                    : datum instanceof Reading reading ? Message.of(reading) : Message.of((String) datum);
            runner.deliver(new Arrival(component.in, null, "test"), message);
        }
    }

    private List<String> content(String name) throws IOException {
        if (name.contains(".avro")) {
            return records(name);
        }
        String text = name.contains(".gz") ? unpacked(name) : Files.readString(directory.resolve(name));
        return text.lines().toList();
    }

    private List<String> records(String name) throws IOException {
        List<String> records = new ArrayList<>();
        try (DataFileReader<Object> reader =
                new DataFileReader<>(directory.resolve(name).toFile(), new GenericDatumReader<>())) {
            reader.forEach(record -> records.add(record.toString()));
        }
        return records;
    }

    private String header(String name, String key) throws IOException {
        try (DataFileReader<Object> reader =
                new DataFileReader<>(directory.resolve(name).toFile(), new GenericDatumReader<>())) {
            return reader.getMetaString(key);
        }
    }

    private String unpacked(String name) throws IOException {
        try (GZIPInputStream bytes =
                new GZIPInputStream(Files.newInputStream(directory.resolve(name), StandardOpenOption.READ))) {
            return new String(bytes.readAllBytes(), UTF_8);
        }
    }

    private List<String> names() throws IOException {
        try (var files = Files.list(directory)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .toList();
        }
    }
}
