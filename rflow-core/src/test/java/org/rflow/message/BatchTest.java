package org.rflow.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

final class BatchTest {
    private static final int TARGET = 128 * 1024;

    private final DataTypes types = new DataTypes();

    @Test
    void givesBackTheMessagesInOrder() {
        List<Message> messages = LongStream.range(0, 1000).mapToObj(Message::of).toList();

        List<Message> read = read(frame(messages));

        assertThat(read)
                .extracting(Message::number)
                .containsExactlyElementsOf(LongStream.range(0, 1000).boxed().toList());
    }

    @Test
    void saysWhoSentItAndWhichRecordIsFirst() {
        BatchReader reader = new BatchReader();

        reader.wrap(frame(List.of(Message.of("a"), Message.of("b"))), 0, types::find);

        assertThat(reader.incarnation()).isEqualTo(3);
        assertThat(reader.firstNumber()).isEqualTo(1_000_000_000_000L);
        assertThat(reader.count()).isEqualTo(2);
        assertThat(reader.remaining()).isEqualTo(2);
    }

    @Test
    void keepsTypesHeadersAndDataOfAnyMixture() {
        List<Message> messages = mixture(new Random(7), 5000);

        List<Message> read = read(frame(messages));

        assertThat(read).hasSameSizeAs(messages);
        for (int i = 0; i < messages.size(); i++) {
            assertThat(read.get(i).type()).isEqualTo(messages.get(i).type());
            assertThat(read.get(i).headers()).isEqualTo(messages.get(i).headers());
            assertThat(encoded(read.get(i))).isEqualTo(encoded(messages.get(i)));
        }
    }

    @Test
    void writesTheSameFrameFromWhatItRead() {
        byte[] frame = frame(mixture(new Random(8), 2000));

        byte[] again = frame(read(frame));

        assertThat(again).isEqualTo(frame);
    }

    @Test
    void takesNoBytesARecordWhenAllAreEquallyLong() {
        int one = frame(raws(100)).length;

        int thousand = frame(raws(IntStream.generate(() -> 100).limit(1000).toArray())).length;

        assertThat(thousand - one).isEqualTo(999 * (100 + 2));
    }

    @Test
    void takesAtMostFourBytesARecordWhateverTheLengths() {
        Random random = new Random(9);
        for (int round = 0; round < 200; round++) {
            int[] lengths = IntStream.range(0, 1 + random.nextInt(300))
                    .map(i -> random.nextInt(10) == 0 ? random.nextInt(64) : 17)
                    .toArray();
            int fixed = frame(raws(lengths[0])).length - lengths[0];

            int size = frame(raws(lengths)).length;

            int data = Arrays.stream(lengths).sum() + lengths.length - 1;
            assertThat(size - fixed - data).isLessThanOrEqualTo(4 * lengths.length);
        }
    }

    @Test
    void leavesNoTraceOfAMessageThatCannotBeEncoded() {
        List<Message> good = mixture(new Random(10), 50);
        Message bad = Message.of(CoreTypes.INTEGER, "no number").withProperty("a", "b");
        BatchWriter writer = new BatchWriter(TARGET);
        writer.begin(3, 1_000_000_000_000L);

        for (Message message : good) {
            assertThatThrownBy(() -> writer.append(bad)).isInstanceOf(MessageException.class);
            writer.append(message);
            assertThatThrownBy(() -> writer.append(bad)).isInstanceOf(MessageException.class);
        }

        assertThat(writer.count()).isEqualTo(50);
        assertThat(writer.finish()).isEqualTo(frame(good));
    }

    @Test
    void isFullWhenTheTargetIsReached() {
        BatchWriter writer = new BatchWriter(1000);
        writer.begin(1, 0);

        while (!writer.isFull()) {
            writer.append(Message.of(new byte[98]));
        }

        assertThat(writer.size()).isBetween(1000, 1098);
        assertThat(writer.finish()).hasSize(writer.size());
    }

    @Test
    void tellsTheTypesItUsed() {
        BatchWriter writer = new BatchWriter(TARGET);
        writer.begin(1, 0);

        writer.append(Message.of(1));
        writer.append(Message.of("a"));
        writer.append(Message.of(2));

        assertThat(writer.typesUsed()).containsExactly(CoreTypes.INTEGER, CoreTypes.TEXT);
        writer.begin(1, 3);
        assertThat(writer.typesUsed()).isEmpty();
    }

    @Test
    void beginsWithThePrefixOfTheCaller() {
        byte[] prefix = {9, 8, 7};
        BatchWriter writer = new BatchWriter(TARGET, prefix);
        writer.begin(3, 1_000_000_000_000L);
        writer.append(Message.of("text"));

        byte[] frame = writer.finish();

        assertThat(frame).startsWith(prefix);
        assertThat(Arrays.copyOfRange(frame, 3, frame.length)).isEqualTo(frame(List.of(Message.of("text"))));
        assertThat(read(frame, 3)).extracting(Message::text).containsExactly("text");
    }

    @Test
    void namesUnknownTypesBeforeAnythingIsGivenOut() {
        DataType first = DataType.of("Mine", "{\"type\":\"record\",\"name\":\"A\",\"fields\":[]}");
        DataType second = DataType.of("Mine", "{\"type\":\"array\",\"items\":\"int\"}");
        byte[] frame = frame(List.of(
                Message.of(1), Message.of(first, first.newRecord()), Message.of(second, List.of(5)), Message.of(2)));
        BatchReader reader = new BatchReader();

        reader.wrap(frame, 0, types::find);

        assertThat(reader.missing())
                .containsExactly(
                        new BatchReader.MissingType(first.fingerprint(), "Mine"),
                        new BatchReader.MissingType(second.fingerprint(), "Mine"));
        assertThatThrownBy(reader::next).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void readsTheFrameAgainWhenTheSchemasHaveBeenLearned() {
        DataType mine = DataType.of("Mine", "{\"type\":\"array\",\"items\":\"int\"}");
        byte[] frame = frame(List.of(Message.of(mine, List.of(5, 6))));
        BatchReader reader = new BatchReader();
        reader.wrap(frame, 0, types::find);

        types.learn("Mine", "{ \"type\" : \"array\", \"items\" : \"int\" }");
        reader.wrap(frame, 0, types::find);

        assertThat(reader.missing()).isEmpty();
        assertThat(reader.next()).isTrue();
        assertThat(reader.message().data()).isEqualTo(List.of(5, 6));
    }

    record Damage(String name, Consumer<byte[]> does, String complaint) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Damage> DAMAGES = List.of(
            new Damage("version", f -> f[0] = 2, "batch version 2 is not 1"),
            new Damage("header length", f -> f[1] = 19, "a batch header cannot have 19 bytes"),
            new Damage("long header", f -> f[1] = -1, "a batch header cannot have 255 bytes"),
            new Damage("batch flags", f -> f[3] = 1, "batch flags 0x100 are not known"),
            new Damage("count", f -> f[16] = 5, "a batch of 5 records has 2 in its runs"),
            new Damage("records of a run", f -> f[31] = -1, "a run cannot have -16777214 records"),
            new Damage("no records", f -> f[28] = 0, "a run cannot have 0 records"),
            new Damage("length of records", f -> f[32] = 99, "the records of a run takes 99 bytes of 8"),
            new Damage("negative length", f -> f[35] = -1, "the records of a run takes -16777208 bytes of 8"),
            new Damage("record length", f -> f[36] = 3, "2 records of 3 bytes do not take 8"),
            new Damage("record length 0", f -> f[36] = 0, "2 records of 0 bytes do not take 8"),
            new Damage("run flags", f -> f[40] = 3, "run flags 0x3 are not known"),
            new Damage("lengths", f -> f[40] = 0, "a run of mixed lengths says that each is 4"),
            new Damage("name length", f -> f[43] = 1, "the type name of a run takes 282 bytes of 34"),
            new Damage("headers length", f -> f[44] = 33, "the headers of a run takes 33 bytes of 8"),
            new Damage("headers", f -> f[44] = 8, "the records of a run takes 8 bytes of 0"));

    @ParameterizedTest
    @FieldSource("DAMAGES")
    void namesWhatIsWrongWithAFrame(Damage damage) {
        byte[] frame = frame(List.of(Message.of("abc"), Message.of("def")));

        damage.does().accept(frame);

        BatchReader reader = new BatchReader();
        assertThatThrownBy(() -> reader.wrap(frame, 0, types::find))
                .isInstanceOf(MessageException.class)
                .hasMessage(damage.complaint());
        assertThat(reader.next()).isFalse();
    }

    @Test
    void refusesAFrameThatWasCutAnywhere() {
        byte[] frame = frame(mixture(new Random(11), 40));
        BatchReader reader = new BatchReader();

        for (int length = 0; length < frame.length; length++) {
            byte[] cut = Arrays.copyOf(frame, length);
            assertThatThrownBy(() -> reader.wrap(cut, 0, types::find)).isInstanceOf(MessageException.class);
        }
    }

    @Test
    void refusesHeadersThatDoNotDecode() {
        byte[] frame = frame(List.of(Message.of("abc").withProperty("key", "value")));
        int headers = 20 + 28 + "RFlow::Message::Data::Text".length();

        frame[headers + 2] = 100;

        assertThatThrownBy(() -> read(frame))
                .isInstanceOf(MessageException.class)
                .hasMessageStartingWith("the headers of a run do not decode: it ends");
    }

    @Test
    void carriesTheEmptyRecordAndTheEmptyBatch() {
        DataType empty = types.register("Empty", "avro", "{\"type\":\"record\",\"name\":\"E\",\"fields\":[]}");
        Message nothing = Message.of(empty, empty.newRecord());

        assertThat(read(frame(List.of()))).isEmpty();
        assertThat(read(frame(List.of(nothing, nothing, nothing)))).hasSize(3);
    }

    private static List<Message> raws(int... lengths) {
        return Arrays.stream(lengths)
                .mapToObj(length -> Message.of(new byte[length]))
                .toList();
    }

    private static List<Message> mixture(Random random, int count) {
        List<Headers> headers = List.of(
                Headers.NONE,
                Headers.NONE.withProperty("colour", "blå"),
                Headers.NONE.withEvent(new ProcessingEvent(
                        "8c5f6b0e-0000-4000-8000-000000000001", Optional.empty(), Optional.empty(), Optional.empty())));
        List<Message> messages = new ArrayList<>();
        while (messages.size() < count) {
            Headers shared = headers.get(random.nextInt(headers.size()));
            int kind = random.nextInt(4);
            boolean equal = random.nextBoolean();
            for (int i = random.nextInt(40); i >= 0 && messages.size() < count; i--) {
                messages.add(message(random, kind, equal).withHeaders(shared));
            }
        }
        return messages;
    }

    private static Message message(Random random, int kind, boolean equal) {
        return switch (kind) {
            case 0 -> Message.of(random.nextLong() >> (equal ? 60 : random.nextInt(60)));
            case 1 -> Message.of("é".repeat(equal ? 9 : random.nextInt(30)));
            case 2 -> Message.of(new byte[equal ? 9 : random.nextInt(300)]);
            default -> Message.of(Map.of("key", "v".repeat(random.nextInt(5))));
        };
    }

    private static byte[] frame(List<Message> messages) {
        BatchWriter writer = new BatchWriter(TARGET);
        writer.begin(3, 1_000_000_000_000L);
        messages.forEach(writer::append);
        return writer.finish();
    }

    private List<Message> read(byte[] frame) {
        return read(frame, 0);
    }

    private List<Message> read(byte[] frame, int offset) {
        BatchReader reader = new BatchReader();
        reader.wrap(frame, offset, types::find);
        List<Message> messages = new ArrayList<>();
        while (reader.next()) {
            messages.add(reader.message());
        }
        return messages;
    }

    private static String encoded(Message message) {
        StringBuilder text = new StringBuilder();
        message.writeTo(
                (bytes, offset, length) -> text.append(new String(bytes, offset, length, StandardCharsets.ISO_8859_1)));
        return text.toString();
    }
}
