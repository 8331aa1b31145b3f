package org.rflow.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;

/** The open form against Avro's own reader and writer and {@code schemas/Message.avsc}. */
final class EnvelopeTest {
    private static final Schema MESSAGE = schema("/schemas/Message.avsc");

    private final EnvelopeCodec codec = new EnvelopeCodec();
    private final DataTypes types = new DataTypes();

    @Test
    void isTheAvroRecordOfItsSchemaFile() throws IOException {
        Message message = Message.of("text").withProperty("colour", "blå").withEvent(event());

        GenericRecord record = avroRead(codec.encode(message));

        assertThat(record.get("data_type_name")).hasToString("RFlow::Message::Data::Text");
        assertThat(record.get("properties")).hasToString("{colour=blå}");
        assertThat(record.get("data_serialization_type")).hasToString("avro");
        assertThat(record.get("data_schema")).hasToString("\"string\"");
        assertThat(record.get("data")).isEqualTo(ByteBuffer.wrap("\010text".getBytes(UTF_8)));
        assertThat(record.get("provenance").toString())
                .contains(
                        "\"component_instance_uuid\": \"c1\"", "2026-11-22T10:15:30.120000Z", "\"completed_at\": null");
    }

    @Test
    void hasTheFieldsOfTheFirstRFlow() {
        assertThat(MESSAGE.getFullName()).isEqualTo("org.rflow.Message");
        assertThat(MESSAGE.getFields())
                .extracting(Schema.Field::name)
                .containsExactly(
                        "data_type_name", "provenance", "properties", "data_serialization_type", "data_schema", "data");
        Schema event = MESSAGE.getField("provenance").schema().getElementType();
        assertThat(event.getFullName()).isEqualTo("org.rflow.ProcessingEvent");
        assertThat(event.getField("started_at").schema()).hasToString("[\"string\",\"null\"]");
        assertThat(event.getField("completed_at").schema()).hasToString("[\"string\",\"null\"]");
        assertThat(event.getField("context").schema()).hasToString("[\"bytes\",\"null\"]");
        assertThat(MESSAGE.getField("data_serialization_type").schema().getEnumSymbols())
                .containsExactly("avro", "xml");
    }

    @Test
    void readsWhatAvroWrites() throws IOException {
        byte[] envelope = avroWrite(record(CoreTypes.TEXT, "\006abc".getBytes(UTF_8)));

        Message message = decode(envelope);

        assertThat(message.type()).isEqualTo(CoreTypes.TEXT);
        assertThat(message.text()).isEqualTo("abc");
        assertThat(message.properties()).containsExactly(Map.entry("key", "value"));
        assertThat(message.provenance()).containsExactly(ProcessingEvent.of("u"));
    }

    @Test
    void roundTripIsIdenticalByteForByte() {
        byte[] random = new byte[257];
        new Random(1).nextBytes(random);
        List<Message> messages = List.of(
                Message.of(42),
                Message.of("ünï").withProperty("z", "1").withProperty("a", "2"),
                Message.of(random).withEvent(event()).withEvent(event().withContext(random)),
                Message.of(Map.of("k", "v")));

        for (Message message : messages) {
            byte[] envelope = codec.encode(message);

            Message read = decode(envelope);

            assertThat(codec.encode(read)).isEqualTo(envelope);
            assertThat(codec.encode(read.withHeaders(read.headers()))).isEqualTo(envelope);
            assertThat(read.data()).isEqualTo(message.data());
            assertThat(read.headers()).isEqualTo(message.headers());
        }
    }

    @Test
    void keepsTheSchemaTextOfAForeignSender() throws IOException {
        DataType spaced = DataType.of("RFlow::Message::Data::Row", "{ \"type\":\"map\",\n \"values\" : \"string\" }");
        byte[] data = codec.encode(Message.of(spaced, Map.of("a", "b")));

        Message message = decode(data);

        assertThat(message.type()).isEqualTo(CoreTypes.ROW);
        assertThat(message.data()).isEqualTo(Map.of("a", "b"));
        assertThat(codec.encode(message)).isEqualTo(data);
        assertThat(avroRead(data).get("data_schema")).hasToString(spaced.schemaText());
    }

    @Test
    void readsTypesNobodyRegisteredByTheirSchemaInTheEnvelope() {
        DataType foreign = DataType.of("Foreign::Point", """
                {"type":"record","name":"Point","fields":[{"name":"x","type":"int"},{"name":"y","type":"int"}]}""");
        GenericRecord point = foreign.newRecord();
        point.put("x", 3);
        point.put("y", 4);

        Message message = decode(codec.encode(Message.of(foreign, point)));

        assertThat(message.type().name()).isEqualTo("Foreign::Point");
        assertThat(message.text()).isEqualTo("{\"x\": 3, \"y\": 4}");
    }

    @Test
    void usesTheRegisteredTypeWhenItsSchemaTextIsTheSame() {
        DataType mine = types.register("Mine", "avro", "\"int\"");

        Message message = decode(codec.encode(Message.of(DataType.of("Mine", "\"int\""), 5)));

        assertThat(message.type()).isSameAs(mine);
    }

    @Test
    void refusesOtherSerializationsThanAvro() throws IOException {
        GenericRecord record = record(CoreTypes.TEXT, "<a/>".getBytes(UTF_8));
        record.put(
                "data_serialization_type",
                new GenericData.EnumSymbol(
                        MESSAGE.getField("data_serialization_type").schema(), "xml"));
        byte[] envelope = avroWrite(record);

        assertThatThrownBy(() -> decode(envelope))
                .isInstanceOf(MessageException.class)
                .hasMessageContaining("Only Avro serialization_type supported at the moment");
    }

    @Test
    void readsArraysAndMapsHoweverTheirBlocksAreSplit() throws IOException {
        GenericRecord record = record(CoreTypes.TEXT, "\006abc".getBytes(UTF_8));
        GenericRecord event = (GenericRecord) ((List<?>) record.get("provenance")).get(0);
        record.put("provenance", java.util.Collections.nCopies(5000, event));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BinaryEncoder blocking = new EncoderFactory().configureBlockSize(64).blockingBinaryEncoder(out, null);
        new GenericDatumWriter<GenericRecord>(MESSAGE).write(record, blocking);
        blocking.flush();

        Message message = decode(out.toByteArray());

        assertThat(message.provenance()).hasSize(5000).containsOnly(ProcessingEvent.of("u"));
        assertThat(message.text()).isEqualTo("abc");
    }

    @Test
    void namesTheTypeOfWhatDoesNotDecode() {
        byte[] name = "Some\u0007Type".getBytes(UTF_8);

        assertThatThrownBy(() -> codec.decode(name, new byte[] {2}, types))
                .isInstanceOf(MessageException.class)
                .hasMessage("message of type 'Some?Type' does not decode: it ends 1 bytes too early");
    }

    @Test
    void refusesAnEnvelopeThatWasCutAnywhere() {
        byte[] envelope = codec.encode(Message.of("text").withEvent(event()));

        for (int length = 0; length < envelope.length; length++) {
            byte[] cut = Arrays.copyOf(envelope, length);
            assertThatThrownBy(() -> decode(cut)).isInstanceOf(MessageException.class);
        }
        assertThatThrownBy(() -> decode(Arrays.copyOf(envelope, envelope.length + 1)))
                .hasMessageContaining("1 bytes are left over");
    }

    @Test
    void refusesASchemaThatIsNone() throws IOException {
        GenericRecord record = record(CoreTypes.TEXT, new byte[0]);
        record.put("data_schema", "{\"type\":\"nothing\"}");
        byte[] envelope = avroWrite(record);

        assertThatThrownBy(() -> decode(envelope)).hasMessageContaining("Invalid schema of data type");
    }

    @Test
    void refusesADateInProvenanceThatIsNone() throws IOException {
        GenericRecord record = record(CoreTypes.TEXT, new byte[0]);
        ((GenericRecord) ((List<?>) record.get("provenance")).get(0)).put("started_at", "yesterday");
        byte[] envelope = avroWrite(record);

        assertThatThrownBy(() -> decode(envelope)).hasMessageContaining("invalid date: \"yesterday\"");
    }

    @Test
    void survivesASchemaNestedBeyondReason() {
        String deep = "{\"type\":\"array\",\"items\":".repeat(100_000) + "\"int\"" + "}".repeat(100_000);

        assertThatThrownBy(() -> DataType.of("Deep", deep))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Invalid schema of data type 'Deep'");
    }

    @Test
    void forgetsSchemasThatHaveNotBeenUsedForLong() {
        SchemaCache cache = new SchemaCache();
        String doc = "x".repeat(100_000);

        for (int i = 0; i < 200; i++) {
            String schema = "{\"type\":\"record\",\"name\":\"R" + i + "\",\"doc\":\"" + doc + "\",\"fields\":[]}";
            cache.type(ByteBuffer.wrap("T".getBytes(UTF_8)), ByteBuffer.wrap(schema.getBytes(UTF_8)), types);
        }

        assertThat(cache.size()).isBetween(1, SchemaCache.MAX_CHARACTERS / 100_000);
    }

    private static ProcessingEvent event() {
        return ProcessingEvent.of(Map.of("component_instance_uuid", "c1", "started_at", "2026-11-22T10:15:30.12Z"));
    }

    private Message decode(byte[] envelope) {
        return codec.decode("frame".getBytes(UTF_8), envelope, types);
    }

    private static GenericRecord record(DataType type, byte[] data) {
        GenericRecord event =
                new GenericData.Record(MESSAGE.getField("provenance").schema().getElementType());
        event.put("component_instance_uuid", "u");
        GenericRecord record = new GenericData.Record(MESSAGE);
        record.put("data_type_name", type.name());
        record.put("provenance", List.of(event));
        record.put("properties", Map.of("key", "value"));
        record.put(
                "data_serialization_type",
                new GenericData.EnumSymbol(
                        MESSAGE.getField("data_serialization_type").schema(), "avro"));
        record.put("data_schema", type.schemaText());
        record.put("data", ByteBuffer.wrap(data));
        return record;
    }

    private static byte[] avroWrite(GenericRecord record) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        new GenericDatumWriter<GenericRecord>(MESSAGE).write(record, encoder);
        encoder.flush();
        return out.toByteArray();
    }

    private static GenericRecord avroRead(byte[] envelope) throws IOException {
        return new GenericDatumReader<GenericRecord>(MESSAGE)
                .read(null, DecoderFactory.get().binaryDecoder(envelope, null));
    }

    static Schema schema(String resource) {
        try (InputStream in = EnvelopeTest.class.getResourceAsStream(resource)) {
            return new Schema.Parser()
                    .parse(new String(java.util.Objects.requireNonNull(in).readAllBytes(), UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
