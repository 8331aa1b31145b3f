package org.rflow.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

/**
 * Over a million inputs, most of them a few bytes away from good ones: a decoder answers with data or with a
 * {@link MessageException}, and never takes much more memory than the input. Seeded, so a failure comes again.
 */
final class MessageFuzzTest {
    private static final long BYTES_IN_ANY_CASE = 256 * 1024;
    private static final long BYTES_PER_BYTE = 400;

    private static final List<DataType> HOSTILE = List.of(
            DataType.of("nulls", "{\"type\":\"array\",\"items\":\"null\"}"),
            DataType.of("empties", "{\"type\":\"array\",\"items\":{\"type\":\"record\",\"name\":\"E\",\"fields\":[]}}"),
            DataType.of(
                    "hollow",
                    "{\"type\":\"array\",\"items\":{\"type\":\"record\",\"name\":\"H\",\"fields\":["
                            + "{\"name\":\"b\",\"type\":\"boolean\"},{\"name\":\"n1\",\"type\":\"null\"},"
                            + "{\"name\":\"n2\",\"type\":\"null\"},{\"name\":\"n3\",\"type\":\"null\"}]}}"),
            DataType.of("huge", "{\"type\":\"fixed\",\"name\":\"F\",\"size\":2000000000}"),
            DataType.of(
                    "list",
                    "{\"type\":\"record\",\"name\":\"L\",\"fields\":[{\"name\":\"next\",\"type\":[\"null\",\"L\"]}]}"),
            DataType.of("endless", "{\"type\":\"record\",\"name\":\"X\",\"fields\":[{\"name\":\"x\",\"type\":\"X\"}]}"),
            DataType.of("deep", "{\"type\":\"array\",\"items\":".repeat(20) + "\"null\"" + "}".repeat(20)),
            DataType.of("maps", "{\"type\":\"map\",\"values\":{\"type\":\"map\",\"values\":[\"null\",\"string\"]}}"),
            DataType.of("enum", "{\"type\":\"enum\",\"name\":\"N\",\"symbols\":[\"A\",\"B\"]}"),
            DataType.of("bytes", "\"bytes\""),
            DataType.of("double", "\"double\""),
            CoreTypes.RAW,
            CoreTypes.TEXT,
            CoreTypes.ROW,
            CoreTypes.LOG,
            CoreTypes.TICK);

    private static final Set<String> UNMAKEABLE = Set.of("huge", "endless");

    /** An older class, say, whose field of an odd type is still in the data. */
    private static final String PLACE_WITH = """
            {"type":"record","name":"Place","namespace":"org.rflow.message","fields":[
              {"name":"odd","type":HOSTILE},{"name":"x","type":"int"},{"name":"y","type":"double"},
              {"name":"inside","type":["null","Place"]}]}""";

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final DataTypes types = new DataTypes();

    @Test
    void batchReaderTakesWhatComes() {
        List<byte[]> good =
                IntStream.range(0, 40).mapToObj(MessageFuzzTest::frame).toList();
        BatchReader reader = new BatchReader();

        int accepted = fuzz(1, 400_000, good, frame -> {
            reader.wrap(frame, 0, types::find);
            while (reader.missing().isEmpty() && reader.next()) {
                read(reader.message());
            }
        });

        assertThat(accepted).isBetween(10_000, 390_000);
    }

    @Test
    void envelopeCodecTakesWhatComes() {
        EnvelopeCodec codec = new EnvelopeCodec();
        byte[] name = "name".getBytes(UTF_8);
        List<byte[]> good =
                messages(new Random(2), 40).stream().map(codec::encode).toList();

        int accepted = fuzz(3, 300_000, good, envelope -> read(codec.decode(name, envelope, types)));

        assertThat(accepted).isBetween(10_000, 290_000);
    }

    @Test
    void avroCodecTakesWhatComes() {
        int accepted = 0;
        for (DataType type : HOSTILE) {
            accepted += fuzz(
                    type.fingerprint(),
                    25_000,
                    seeds(type),
                    bytes -> Message.encoded(type, Headers.NONE, bytes, 0, bytes.length)
                            .data());
        }

        assertThat(accepted).isBetween(10_000, 390_000);
    }

    @Test
    void avroCodecIsNotTalkedIntoMemoryByCounts() {
        byte[] claims = new byte[2000];
        for (int i = 0; i < claims.length; i++) {
            claims[i] = (byte) (i % 5 == 4 ? 0x0f : 0xff);
        }

        for (DataType type : HOSTILE) {
            fuzz(
                    5,
                    500,
                    List.of(claims, new byte[100_000]),
                    bytes -> Message.encoded(type, Headers.NONE, bytes, 0, bytes.length)
                            .data());
        }
    }

    @Test
    void generatedClassesTakeWhatComes() {
        DataType measurement = Message.of(Measurement.sample(1)).type();
        List<byte[]> good = Stream.of(1, 2, 3, 4)
                .map(number -> AvroCodec.encode(measurement, Measurement.sample(number)))
                .toList();

        int accepted = fuzz(7, 100_000, good, bytes -> read(measurement, Measurement.class, bytes));

        assertThat(accepted).isBetween(5_000, 95_000);
    }

    @Test
    void generatedClassesAreNotTalkedIntoMemoryByForeignSchemas() {
        byte[] claims = new byte[2000];
        for (int i = 0; i < claims.length; i++) {
            claims[i] = (byte) (i % 5 == 4 ? 0x0f : 0xff);
        }
        for (DataType type : HOSTILE) {
            DataType foreign = DataType.of("foreign", PLACE_WITH.replace("HOSTILE", type.schemaText()));
            fuzz(8, 500, List.of(claims, new byte[100_000]), bytes -> read(foreign, Place.class, bytes));
        }
        DataType endless = DataType.of("endless", PLACE_WITH.replace("HOSTILE", "[\"null\",\"Place\"]"));
        byte[] deep = new byte[100_000];
        Arrays.fill(deep, (byte) 2);
        fuzz(9, 500, List.of(claims, deep), bytes -> read(endless, Place.class, bytes));
    }

    private static void read(DataType type, Class<? extends SpecificRecord> javaClass, byte[] bytes) {
        requireNonNull(
                Message.encoded(type, Headers.NONE, bytes, 0, bytes.length).data(javaClass));
    }

    @Test
    void schemasOfEnvelopesTakeWhatComes() {
        List<byte[]> schemas =
                HOSTILE.stream().map(type -> type.schemaText().getBytes(UTF_8)).toList();
        Random random = new Random(6);
        int parsed = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] schema = mutate(random, schemas.get(random.nextInt(schemas.size())));
            try {
                types.learn("fuzz", new String(schema, UTF_8));
                parsed++;
            } catch (MessageException e) {
                assertThat(e).hasMessageContaining("Invalid schema");
            }
        }

        assertThat(parsed).isPositive();
    }

    private static List<byte[]> seeds(DataType type) {
        if (UNMAKEABLE.contains(type.name())) {
            return List.of(randomBytes(new Random(4), 100));
        }
        RandomData random = new RandomData(4);
        return Stream.generate(() -> AvroCodec.encode(type, requireNonNull(random.data(type.schema()))))
                .limit(50)
                .toList();
    }

    /** Returns how many inputs were accepted. On a thread of its own: a short stack makes exceptions cheap. */
    private int fuzz(long seed, int inputs, List<byte[]> good, Consumer<byte[]> decoder) {
        FutureTask<Integer> task = new FutureTask<>(() -> decodeAll(seed, inputs, good, decoder));
        new Thread(task, "fuzz").start();
        try {
            return task.get(5, TimeUnit.MINUTES);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("the decoder failed", e);
        }
    }

    private int decodeAll(long seed, int inputs, List<byte[]> good, Consumer<byte[]> decoder) {
        Random random = new Random(seed);
        int accepted = 0;
        // what a type needs is made once, and is not the input's doing
        isAccepted(decoder, good.get(0));
        for (int i = 0; i < inputs; i++) {
            byte[] input = i % 20 == 0
                    ? randomBytes(random, random.nextInt(200))
                    : mutate(random, good.get(random.nextInt(good.size())));
            long before = threads.getCurrentThreadAllocatedBytes();
            accepted += isAccepted(decoder, input) ? 1 : 0;
            long taken = threads.getCurrentThreadAllocatedBytes() - before;
            if (taken > BYTES_IN_ANY_CASE + BYTES_PER_BYTE * input.length) {
                throw new AssertionError("input " + i + " of " + input.length + " bytes took " + taken);
            }
        }
        return accepted;
    }

    private static boolean isAccepted(Consumer<byte[]> decoder, byte[] input) {
        try {
            decoder.accept(input);
            return true;
        } catch (MessageException e) {
            requireNonNull(e.getMessage());
            return false;
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            throw new AssertionError("input " + Arrays.toString(input), e);
        }
    }

    private static void read(Message message) {
        requireNonNull(message.data());
        requireNonNull(message.headers());
    }

    private static byte[] mutate(Random random, byte[] good) {
        byte[] bytes = good.clone();
        for (int i = random.nextInt(4); i >= 0 && bytes.length > 0; i--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(5)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) random.nextInt();
                case 2 -> bytes[at] = (byte) (random.nextBoolean() ? 0xff : 0);
                case 3 -> bytes = Arrays.copyOf(bytes, at);
                default -> System.arraycopy(good, 0, bytes, at, Math.min(good.length, bytes.length - at));
            }
        }
        return bytes;
    }

    private static byte[] randomBytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] frame(int seed) {
        BatchWriter writer = new BatchWriter(1 << 16);
        writer.begin(1, seed);
        messages(new Random(seed), 1 + seed % 7).forEach(writer::append);
        return writer.finish();
    }

    private static List<Message> messages(Random random, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> message(random).withHeaders(headers(random)))
                .toList();
    }

    private static Headers headers(Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> Headers.NONE.withProperty("key", "value " + random.nextInt(9));
            case 1 ->
                Headers.NONE.withEvent(ProcessingEvent.of(Map.of(
                        "component_instance_uuid",
                        "8c5f6b0e",
                        "started_at",
                        "2026-11-22T10:15:30Z",
                        "context",
                        new byte[5])));
            default -> Headers.NONE;
        };
    }

    private static Message message(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> Message.of(random.nextLong());
            case 1 -> Message.of("text ".repeat(random.nextInt(5)));
            case 2 -> Message.of(Map.of("one", "1", "two", "2"));
            case 3 -> Message.of(CoreTypes.LOG, CoreTypes.LOG.newRecord());
            default -> Message.of(randomBytes(random, random.nextInt(30)));
        };
    }
}
