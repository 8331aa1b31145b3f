package org.rflow.bus;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rflow.bus.FrameTable.Row;
import org.rflow.model.Delivery;
import org.rflow.model.Guarantee;
import org.rflow.model.PortDirection;
import org.rflow.model.Wire;
import org.rflow.model.WorkerState;

/** Every frame against its schema file, with Avro's own reader and writer as the judge. */
final class FramesTest {
    private static final Map<String, Enum<?>[]> ENUMS = Map.of(
            "Role", Registration.Role.values(),
            "WorkerState", WorkerState.values(),
            "PortDirection", PortDirection.values(),
            "Delivery", Delivery.values(),
            "Guarantee", Guarantee.values(),
            "Wire", Wire.values(),
            "LetterAction", LetterAction.values());

    private final MalformedFrames malformed = new MalformedFrames("test");

    static List<Row> rows() {
        return FrameTable.rows();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void readsWhatItWrote(Row row) {
        assertThat(row.read(row.body(), malformed)).isEqualTo(row.values());
        assertThat(malformed.total()).isZero();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void agreesWithAvroOnTheSchemaFileInBothDirections(Row row) throws IOException {
        GenericRecord record = decode(row.schema(), row.body());

        assertThat(row.read(encode(row.schema(), record), malformed)).isEqualTo(row.values());
        assertThat(row.schema().getFullName()).isEqualTo("org.rflow.management." + row.type());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void ignoresFieldsThatALaterVersionAdds(Row row) throws IOException {
        Schema later = withFields(row.schema(), row.schema().getFields().size());
        List<Schema.Field> fields = copies(later.getFields());
        fields.add(new Schema.Field("added", Schema.createMap(Schema.create(Schema.Type.STRING)), null, Map.of()));
        Schema extended = Schema.createRecord(row.type(), null, "org.rflow.management", false, fields);
        GenericRecord known = decode(row.schema(), row.body());
        GenericRecord record = new GenericData.Record(extended);
        row.schema().getFields().forEach(field -> record.put(field.name(), known.get(field.name())));
        record.put("added", Map.of("from", "the future"));

        assertThat(row.read(encode(extended, record), malformed)).isEqualTo(row.values());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void takesTheSchemasDefaultsForTrailingFieldsThatAreMissing(Row row) throws IOException {
        GenericRecord full = decode(row.schema(), row.body());
        List<Schema.Field> fields = row.schema().getFields();
        for (int count = fields.size() - 1; count >= 0 && fields.get(count).hasDefaultValue(); count--) {
            Schema shorter = withFields(row.schema(), count);
            GenericRecord part = new GenericData.Record(shorter);
            GenericRecord defaulted = new GenericData.Record(row.schema());
            for (Schema.Field field : fields) {
                if (field.pos() < count) {
                    part.put(field.name(), full.get(field.name()));
                    defaulted.put(field.pos(), full.get(field.name()));
                } else {
                    defaulted.put(field.pos(), GenericData.get().getDefaultValue(field));
                }
            }

            List<Object> values = row.read(encode(shorter, part), malformed);

            assertThat(values).isNotEmpty().isEqualTo(row.read(encode(row.schema(), defaulted), malformed));
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void ignoresAFrameThatLacksAFieldWithoutDefault(Row row) throws IOException {
        long required = row.schema().getFields().stream()
                .filter(field -> !field.hasDefaultValue())
                .count();
        if (required == 0) {
            return;
        }
        Schema shorter = withFields(row.schema(), (int) required - 1);
        GenericRecord full = decode(row.schema(), row.body());
        GenericRecord part = new GenericData.Record(shorter);
        shorter.getFields().forEach(field -> part.put(field.name(), full.get(field.name())));

        assertThat(row.read(encode(shorter, part), malformed)).isEmpty();
        assertThat(malformed.total()).isOne();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void namesItsSymbolsAsTheJavaEnums(Row row) {
        enums(row.schema())
                .forEach(schema -> assertThat(schema.getEnumSymbols())
                        .as(schema.getName())
                        .containsExactlyElementsOf(Stream.of(ENUMS.getOrDefault(schema.getName(), new Enum<?>[0]))
                                .map(Enum::name)
                                .toList()));
    }

    @Test
    void hasOneFileForEachTypeAndOneTypeForEachFile() throws IOException {
        Path directory = Path.of("..", "schemas", "management");
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".avsc", "")))
                    .containsExactlyInAnyOrderElementsOf(
                            rows().stream().map(Row::type).toList());
        }
    }

    @Test
    void definesANestedTypeTheSameInEveryFile() {
        Map<String, Schema> known = new HashMap<>();
        rows().forEach(row -> named(row.schema()).forEach(schema -> {
            Schema before = known.putIfAbsent(schema.getFullName(), schema);
            assertThat(schema).isEqualTo(before == null ? schema : before);
        }));

        assertThat(known).containsKeys("org.rflow.management.Counts", "org.rflow.management.WorkerPlan");
    }

    @Test
    void refusesAnotherVersionAndAnotherMarker() {
        byte[][] heard = PeerProxy.heard(1);
        byte[][] later = {{'R', 'F', 'B', 2}, heard[1], heard[2]};
        byte[][] foreign = {"GET / HTTP/1.1".getBytes(US_ASCII), heard[1], heard[2]};
        byte[][] unknown = {heard[0], "Herd".getBytes(US_ASCII), heard[2]};

        for (byte[][] frames : List.of(later, foreign, unknown)) {
            assertThat(FrameTable.read(FrameTable.Side.PEER, frames, malformed)).isEmpty();
        }
        assertThat(malformed.total()).isEqualTo(3);
    }

    private static GenericRecord decode(Schema schema, byte[] body) throws IOException {
        BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(body, null);
        GenericRecord record = new GenericDatumReader<GenericRecord>(schema).read(null, decoder);
        assertThat(decoder.isEnd()).isTrue();
        return record;
    }

    private static byte[] encode(Schema schema, GenericRecord record) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Encoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        new GenericDatumWriter<GenericRecord>(schema).write(record, encoder);
        encoder.flush();
        return bytes.toByteArray();
    }

    private static Schema withFields(Schema schema, int count) {
        return Schema.createRecord(
                schema.getName(),
                null,
                schema.getNamespace(),
                false,
                copies(schema.getFields().subList(0, count)));
    }

    private static List<Schema.Field> copies(List<Schema.Field> fields) {
        List<Schema.Field> copies = new ArrayList<>();
        fields.forEach(field -> copies.add(new Schema.Field(field, field.schema())));
        return copies;
    }

    private static List<Schema> enums(Schema schema) {
        return named(schema).stream()
                .filter(each -> each.getType() == Schema.Type.ENUM)
                .toList();
    }

    private static List<Schema> named(Schema schema) {
        List<Schema> found = new ArrayList<>();
        collect(schema, found);
        return found;
    }

    private static void collect(Schema schema, List<Schema> found) {
        switch (schema.getType()) {
            case RECORD -> {
                found.add(schema);
                schema.getFields().forEach(field -> collect(field.schema(), found));
            }
            case ENUM -> found.add(schema);
            case ARRAY -> collect(schema.getElementType(), found);
            case UNION -> schema.getTypes().forEach(branch -> collect(branch, found));
            default -> {}
        }
    }
}
