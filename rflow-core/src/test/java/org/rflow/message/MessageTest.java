package org.rflow.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.rflow.message.Received.encode;
import static org.rflow.message.Received.received;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;

final class MessageTest {
    private static final DataType NESTED = DataType.of("Nested", """
            {"type":"record","name":"Nested","fields":[
              {"name":"texts","type":{"type":"array","items":["null","string"]}},
              {"name":"byKey","type":{"type":"map","values":{"type":"map","values":"string"}}}]}""");

    @Test
    void readsAsPeopleWouldRead() {
        assertThat(Message.of(42).text()).isEqualTo("42");
        assertThat(Message.of("text").text()).isEqualTo("text");
        assertThat(Message.of("blå".getBytes(UTF_8)).text()).isEqualTo("blå");
        assertThat(Message.of(Map.of("a", "b")).text()).isEqualTo("{\"a\": \"b\"}");
    }

    @Test
    void decodesEveryStringAsString() {
        GenericRecord record = NESTED.newRecord();
        record.put("texts", List.of("a", "b"));
        record.put("byKey", Map.of("k", Map.of("i", "j")));

        GenericRecord decoded =
                (GenericRecord) received(Message.of(NESTED, record)).data();

        assertThat(decoded.get("texts")).isEqualTo(List.of("a", "b"));
        assertThat(decoded.get("byKey")).isEqualTo(Map.of("k", Map.of("i", "j")));
    }

    @Test
    void keepsTheOrderOfARow() {
        Map<String, String> row = new LinkedHashMap<>();
        for (int i = 30; i > 0; i--) {
            row.put("column " + i, "value " + i);
        }

        Object decoded = received(Message.of(row)).data();

        assertThat(((Map<?, ?>) decoded).keySet().toArray())
                .isEqualTo(row.keySet().toArray());
    }

    @Test
    void keepsKeysApartThatLookAlike() {
        List<Map<String, String>> rows = List.of(
                Map.of("axbxc", "1", "aybyc", "2", "", "3"),
                Map.of("aybyc", "1", "å".repeat(40), "2", "å".repeat(20), "3"),
                Map.of("axbxc", "1", "a".repeat(65), "2", "åxbxå", "3"));

        for (int i = 0; i < 9; i++) {
            Map<String, String> row = rows.get(i % 3);
            assertThat(received(Message.of(row)).data()).isEqualTo(row);
        }
    }

    @Test
    void carriesBinaryDataUnharmed() throws NoSuchAlgorithmException {
        byte[] bytes = new byte[1024];
        new Random(3).nextBytes(bytes);

        ByteBuffer raw = received(Message.of(bytes)).raw();

        byte[] copy = new byte[raw.remaining()];
        raw.get(copy);
        MessageDigest md5 = MessageDigest.getInstance("MD5");
        assertThat(md5.digest(copy)).isEqualTo(md5.digest(bytes));
    }

    @Test
    void tellsBeforehandWhetherDataFitsItsSchema() {
        assertThat(Message.of(1).isValid()).isTrue();
        assertThat(Message.of(CoreTypes.TEXT, "text").isValid()).isTrue();
        assertThat(Message.of(CoreTypes.LOG, CoreTypes.LOG.newRecord()).isValid())
                .isTrue();
        assertThat(Message.of(CoreTypes.TEXT, 5).isValid()).isFalse();
        assertThat(Message.of(CoreTypes.INTEGER, "five").isValid()).isFalse();
        assertThat(Message.of(CoreTypes.INTEGER, new byte[] {5}).isValid()).isFalse();
        assertThat(Message.of(NESTED, NESTED.newRecord()).isValid()).isFalse();
        assertThat(Message.encoded(CoreTypes.TEXT, Headers.NONE, new byte[] {9}, 0, 1)
                        .isValid())
                .isFalse();
    }

    @Test
    void refusesToEncodeDataThatDoesNotFit() {
        List<Message> misfits = List.of(
                Message.of(CoreTypes.TEXT, 5),
                Message.of(CoreTypes.INTEGER, "five"),
                Message.of(CoreTypes.ROW, Map.of("five", 5)),
                Message.of(CoreTypes.RAW, CoreTypes.LOG.newRecord()));

        for (Message misfit : misfits) {
            assertThatThrownBy(misfit::encodedLength)
                    .as("%s", misfit.type())
                    .isInstanceOf(MessageException.class)
                    .hasMessageStartingWith("data does not fit the schema of type '" + misfit.type() + "'");
        }
    }

    @Test
    void writesKeysThatAreNoTextAsText() {
        Message message = Message.of(CoreTypes.ROW, Map.of(5, "five"));

        assertThat(received(message).data()).isEqualTo(Map.of("5", "five"));
    }

    @Test
    void refusesDataThatContainsItself() {
        DataType list = DataType.of("List", """
                {"type":"record","name":"List","fields":[{"name":"next","type":["null","List"]}]}""");
        GenericRecord loop = list.newRecord();
        loop.put("next", loop);

        assertThatThrownBy(() -> Message.of(list, loop).encodedLength())
                .isInstanceOf(MessageException.class)
                .hasMessage("data of type 'List' is nested too deep to be encoded");
    }

    @Test
    void leavesTheBufferOfTheDataWhereItWas() {
        ByteBuffer buffer = ByteBuffer.wrap("0123456789".getBytes(UTF_8), 2, 5);
        DataType bytes = DataType.of("Bytes", "\"bytes\"");
        Message message = Message.of(bytes, buffer);

        int length = message.encodedLength();

        assertThat(length).isEqualTo(6);
        assertThat(buffer.position()).isEqualTo(2);
        assertThat(buffer.remaining()).isEqualTo(5);
        assertThat(received(message).data()).isEqualTo(ByteBuffer.wrap("23456".getBytes(UTF_8)));
    }

    @Test
    void isNeverEncodedAgainWhenPassedOn() {
        byte[] once = encode(Message.of(Map.of("a", "b")));
        byte[] frame = new byte[once.length + 20];
        System.arraycopy(once, 0, frame, 7, once.length);
        Message message = Message.encoded(CoreTypes.ROW, Headers.NONE, frame, 7, once.length);

        message.withProperty("p", "q").writeTo((bytes, offset, length) -> {
            assertThat(bytes).isSameAs(frame);
            assertThat(offset).isEqualTo(7);
            assertThat(length).isEqualTo(once.length);
        });
    }

    @Test
    void answersWithTheProvenanceAndPropertiesOfTheQuestion() {
        Message question = Message.of(1).withProperty("a", "b").withEvent(ProcessingEvent.of("u"));

        Message answer = question.answer(CoreTypes.TEXT, "two");

        assertThat(answer.text()).isEqualTo("two");
        assertThat(answer.headers()).isSameAs(question.headers());
    }

    @Test
    void turnsPropertiesThatAreNoTextIntoText() {
        Map<Object, Object> mixed = new LinkedHashMap<>();
        mixed.put(1, 2.5);
        mixed.put("list", List.of("a"));
        mixed.put("nothing", null);

        Message message = Message.of(1).withProperties(mixed);

        assertThat(message.properties())
                .containsExactly(Map.entry("1", "2.5"), Map.entry("list", "[a]"), Map.entry("nothing", ""));
    }

    @Test
    void refusesToCallTextANumber() {
        assertThatThrownBy(() -> Message.of("5").number())
                .isInstanceOf(MessageException.class)
                .hasMessage("data of type 'RFlow::Message::Data::Text' is not a number");
    }

    @Test
    void givesTheSameBytesHoweverOftenItIsWritten() {
        Message message = Message.of(Map.of("a", "b"));
        BatchWriter writer = new BatchWriter(1000);
        writer.begin(1, 0);

        for (int i = 0; i < 3; i++) {
            writer.append(message);
        }

        BatchReader reader = new BatchReader();
        reader.wrap(writer.finish(), 0, new DataTypes()::find);
        while (reader.next()) {
            assertThat(encode(reader.message())).isEqualTo(encode(message));
        }
        assertThat(reader.remaining()).isZero();
    }
}
