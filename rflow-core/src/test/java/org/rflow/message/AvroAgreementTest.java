package org.rflow.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Our reading and writing of data against Avro's own, on random schemas and random data. */
final class AvroAgreementTest {
    private final RandomData random = new RandomData(42);

    @Test
    void writesTheBytesThatAvroWrites() throws IOException {
        for (int i = 0; i < 3000; i++) {
            DataType type = DataType.of("T", random.recordSchema(3));
            GenericRecord data = random.record(type.schema());

            byte[] bytes = AvroCodec.encode(type, data);

            assertThat(bytes).as("%s %s", type.schemaText(), data).isEqualTo(avroWrite(type.schema(), data, false));
        }
    }

    @Test
    void readsTheDataThatAvroReadsHoweverBlocksAreSplit() throws IOException {
        for (int i = 0; i < 3000; i++) {
            DataType type = DataType.of("T", random.recordSchema(3));
            GenericRecord original = random.record(type.schema());
            byte[] bytes = avroWrite(type.schema(), original, i % 2 == 0);

            Object data = AvroCodec.decode(type, bytes, 0, bytes.length);

            Object expected = new GenericDatumReader<>(type.schema())
                    .read(null, DecoderFactory.get().binaryDecoder(bytes, null));
            assertThat(plain(data)).isEqualTo(plain(expected));
            assertThat(AvroCodec.encode(type, data)).isEqualTo(avroWrite(type.schema(), original, false));
        }
    }

    private static byte[] avroWrite(Schema schema, Object data, boolean smallBlocks) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        EncoderFactory factory = new EncoderFactory().configureBlockSize(64);
        BinaryEncoder encoder =
                smallBlocks ? factory.blockingBinaryEncoder(out, null) : factory.binaryEncoder(out, null);
        new GenericDatumWriter<>(schema).write(data, encoder);
        encoder.flush();
        return out.toByteArray();
    }

    /** The same without regard for the order of maps and the class of strings. */
    private static @Nullable Object plain(@Nullable Object data) {
        if (data instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> sorted = new TreeMap<>();
            map.forEach((key, value) -> sorted.put(key.toString(), plain(value)));
            return sorted;
        }
        if (data instanceof GenericRecord record) {
            List<Schema.Field> fields = record.getSchema().getFields();
            return Stream.of(
                            record.getSchema().getFullName(),
                            plain(fields.stream()
                                    .map(field -> record.get(field.pos()))
                                    .toList()))
                    .toList();
        }
        if (data instanceof Collection<?> items) {
            return items.stream().map(AvroAgreementTest::plain).toList();
        }
        return data instanceof CharSequence ? data.toString() : data;
    }
}
