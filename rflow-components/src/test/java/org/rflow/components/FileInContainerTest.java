package org.rflow.components;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.example.Reading;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rflow.component.Component;
import org.rflow.component.ComponentRunner;
import org.rflow.message.Message;
import org.rflow.testing.ComponentTester;
import org.rflow.testing.TestingClock;
import org.rflow.testing.TestingContext;

final class FileInContainerTest {
    private static final Schema NUMBER = new Schema.Parser()
            .parse("{\"type\":\"record\",\"name\":\"Number\",\"namespace\":\"com.example\",\"fields\":["
                    + "{\"name\":\"n\",\"type\":\"long\"},{\"name\":\"name\",\"type\":\"string\"}]}");

    @TempDir
    private Path directory;

    private static ComponentTester reading(byte[] container) {
        return ComponentTester.of(FileIn::new)
                .option("path", "in.avro")
                .option("split", "avro_records")
                .file("in.avro", container);
    }

    @Test
    void sendsEachRecordOnceAlsoOverRestarts() throws IOException {
        ComponentTester tester = reading(numbers(0, 5_000, 4_000, CodecFactory.deflateCodec(6)));

        tester.expect("out", IntStream.range(0, 5_000).mapToObj(i -> record(i)).toArray());
        assertThat(tester.sent("out")).allMatch(message -> message.type().name().equals("com.example.Number"));
        assertThat(tester.sent("out").get(7).field("name")).contains("number 7");
    }

    @Test
    void givesTheTypeThatTheHeaderNames() throws IOException {
        ComponentTester tester = reading(container(NUMBER, "Count", CodecFactory.nullCodec(), record(1)));

        assertThat(tester.sent("out"))
                .extracting(message -> message.type().name())
                .containsExactly("Count");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "'{\"type\":\"string\",\"avro.java.string\":\"String\"}', RFlow::Message::Data::Text",
                "'\"long\"', RFlow::Message::Data::Integer",
                "'\"int\"', int",
            })
    void knowsPlainDataOfOtherPrograms(String schema, String type) throws IOException {
        Object data = schema.contains("string") ? "a text" : schema.contains("int") ? (Object) 5 : (Object) 5L;
        ComponentTester tester =
                reading(container(new Schema.Parser().parse(schema), "", CodecFactory.nullCodec(), data));

        assertThat(tester.sent("out").get(0).type().name()).isEqualTo(type);
        tester.expect("out", data);
    }

    @Test
    void sendsNothingOfAnEmptyFileOrContainer() throws IOException {
        reading(new byte[0]).expect("out");
        reading(container(NUMBER, "", CodecFactory.nullCodec())).expect("out");
    }

    @Test
    void skipsRecords() throws IOException {
        reading(numbers(0, 50, 100, CodecFactory.nullCodec()))
                .option("skip", "48")
                .expect("out", record(48), record(49));
    }

    @Test
    void leavesOutABlockThatIsNotWhole() throws IOException {
        byte[] whole = numbers(0, 50, 100, CodecFactory.nullCodec());
        byte[] torn = Arrays.copyOf(whole, whole.length - 1);

        List<Message> sent = reading(torn).sent("out");

        assertThat(sent).hasSizeBetween(40, 49);
        assertThat(sent.get(0).record()).isEqualTo(record(0));
    }

    @Test
    void readsWhatFileOutHasWritten() {
        Reading reading = new Reading("a", 1.5, true);
        ComponentTester writing = ComponentTester.of(FileOut::new)
                .option("path", "all.avro")
                .option("format", "avro")
                .send(reading);
        byte[][] written = new byte[1][];

        writing.then(context -> written[0] = Files.readAllBytes(context.resolve(Path.of("all.avro"))))
                .expectFile("nothing", "no such file");

        reading(written[0]).expect("out", reading);
    }

    @Test
    void goesOnBehindTheLastWholeBlockWhenItsWorkerIsReplaced() throws Exception {
        Files.write(directory.resolve("in.avro"), numbers(0, 1_000, 2_000, CodecFactory.nullCodec()));
        List<Message> sent = new ArrayList<>();
        TestingContext context = context(false);
        ComponentRunner runner = runner(sent, context);
        while (sent.size() < 500) {
            assertThat(runner.poll()).isEqualTo(Component.Poll.MORE);
        }
        runner.positionDone(context.position().orElseThrow());
        int before = sent.size();

        List<Message> after = new ArrayList<>();
        ComponentRunner next = runner(after, context(true));
        while (next.poll() == Component.Poll.MORE) {
            next.endOfBatch();
        }

        int first = 1_000 - after.size();
        assertThat(first).isBetween(before - 200, before);
        assertThat(after.get(0).record()).isEqualTo(record(first));
        assertThat(after.get(after.size() - 1).record()).isEqualTo(record(999));
    }

    @Test
    void goesOnInAContainerThatHasGrown() throws Exception {
        byte[] all = numbers(0, 100, 500, CodecFactory.nullCodec());
        Files.write(directory.resolve("in.avro"), Arrays.copyOf(all, all.length - 5));
        List<Message> sent = new ArrayList<>();
        TestingContext context = context(false);
        ComponentRunner runner = runner(sent, context);
        while (runner.poll() == Component.Poll.MORE) {
            runner.endOfBatch();
        }
        runner.positionDone(context.position().orElseThrow());
        Files.write(directory.resolve("in.avro"), all);

        ComponentRunner next = runner(sent, context(true));
        while (next.poll() == Component.Poll.MORE) {
            next.endOfBatch();
        }

        assertThat(sent.stream().map(Message::record))
                .containsExactlyElementsOf(
                        IntStream.range(0, 100).mapToObj(i -> record(i)).toList());
    }

    @Test
    void stopsAtABlockThatCannotBeRead() throws IOException {
        byte[] broken = numbers(0, 100, 500, CodecFactory.nullCodec());
        broken[broken.length - 1] ^= 1;

        assertThatThrownBy(() -> reading(broken).expect("out"))
                .hasMessageContaining("the block at byte ")
                .hasMessageContaining("Invalid sync");
    }

    @Test
    void saysWhatIsNoContainer() {
        reading("no container, but long enough".getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .expectProblem("Not an Avro data file");
        reading(new byte[0]).option("tail", "true").expectProblem("option 'tail': a container or a packed file");
        reading(new byte[0]).option("path", "in.avro.gz").expectProblem("a packed file is no Avro container");
    }

    private TestingContext context(boolean restarted) {
        return new TestingContext(directory, new TestingClock(), new TestingContext.Place(1, 1, restarted));
    }

    private static ComponentRunner runner(List<Message> sent, TestingContext context) throws Exception {
        FileIn component = new FileIn();
        component.out.collectMessages(null, sent);
        ComponentRunner runner = new ComponentRunner(component, "in", failed -> {
            throw new AssertionError(failed.cause());
        });
        runner.configure(Map.of("path", "in.avro", "split", "avro_records"), context);
        return runner;
    }

    private static org.apache.avro.generic.GenericRecord record(long n) {
        org.apache.avro.generic.GenericRecord record = new org.apache.avro.generic.GenericData.Record(NUMBER);
        record.put("n", n);
        record.put("name", "number " + n);
        return record;
    }

    /** In blocks of about so many bytes. */
    private static byte[] numbers(int from, int to, int block, CodecFactory codec) throws IOException {
        Object[] records = IntStream.range(from, to).mapToObj(i -> record(i)).toArray();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataFileWriter<Object> writer = new DataFileWriter<>(new GenericDatumWriter<>())) {
            writer.setCodec(codec).setSyncInterval(block).create(NUMBER, bytes);
            append(writer, records);
        }
        return bytes.toByteArray();
    }

    private static byte[] container(Schema schema, String type, CodecFactory codec, Object... records)
            throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataFileWriter<Object> writer = new DataFileWriter<>(new GenericDatumWriter<>())) {
            if (!type.isEmpty()) {
                writer.setMeta("rflow.type", type);
            }
            writer.setCodec(codec).create(schema, bytes);
            append(writer, records);
        }
        return bytes.toByteArray();
    }

    private static void append(DataFileWriter<Object> writer, Object... records) throws IOException {
        for (Object record : records) {
            writer.append(record);
        }
    }
}
