package org.rflow.message;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/** Random schemas and random data that fits them; the same for the same seed. */
final class RandomData {
    private static final List<Schema.Type> SIMPLE = List.of(
            Schema.Type.NULL,
            Schema.Type.BOOLEAN,
            Schema.Type.INT,
            Schema.Type.LONG,
            Schema.Type.FLOAT,
            Schema.Type.DOUBLE,
            Schema.Type.STRING,
            Schema.Type.BYTES);

    private final Random random;
    private int names;
    private int depth;

    RandomData(long seed) {
        random = new Random(seed);
    }

    /** A record of up to five fields, nested so deep at most. */
    Schema recordSchema(int depth) {
        List<Schema.Field> fields = new ArrayList<>();
        for (int i = random.nextInt(5); i >= 0; i--) {
            fields.add(new Schema.Field("f" + i, schema(depth - 1)));
        }
        return Schema.createRecord("R" + names++, null, "org.rflow.test", false, fields);
    }

    /** Another version of a record: fields in another order, some gone, some new, some of a wider type. */
    Schema evolved(Schema record) {
        List<Schema.Field> fields = new ArrayList<>();
        for (Schema.Field field : record.getFields()) {
            if (random.nextInt(6) > 0) {
                fields.add(new Schema.Field(field.name(), widened(field.schema())));
            }
        }
        Schema texts = Schema.createMap(Schema.create(Schema.Type.STRING));
        fields.add(new Schema.Field("added" + names++, texts, null, Map.of("a", "b")));
        Collections.shuffle(fields, random);
        return Schema.createRecord(record.getName(), null, record.getNamespace(), false, fields);
    }

    private Schema widened(Schema schema) {
        return switch (schema.getType()) {
            case INT -> simple(Schema.Type.INT, Schema.Type.LONG, Schema.Type.FLOAT, Schema.Type.DOUBLE);
            case LONG -> simple(Schema.Type.LONG, Schema.Type.FLOAT, Schema.Type.DOUBLE);
            case FLOAT -> simple(Schema.Type.FLOAT, Schema.Type.DOUBLE);
            case STRING, BYTES -> simple(Schema.Type.STRING, Schema.Type.BYTES);
            case ARRAY -> Schema.createArray(widened(schema.getElementType()));
            case MAP -> Schema.createMap(widened(schema.getValueType()));
            case RECORD -> evolved(schema);
            case UNION, NULL -> schema;
            case ENUM ->
                Schema.createEnum(schema.getName(), null, schema.getNamespace(), List.of("X", "B", "A", "C"), "X");
            default -> Schema.createUnion(Schema.create(Schema.Type.NULL), schema);
        };
    }

    private Schema simple(Schema.Type... types) {
        Schema one = Schema.create(types[random.nextInt(types.length)]);
        return random.nextBoolean() ? one : Schema.createUnion(Schema.create(Schema.Type.BOOLEAN), one);
    }

    private Schema schema(int depth) {
        if (depth == 0 || random.nextBoolean()) {
            return Schema.create(SIMPLE.get(random.nextInt(SIMPLE.size())));
        }
        return switch (random.nextInt(6)) {
            case 0 -> Schema.createArray(schema(depth - 1));
            case 1 -> Schema.createMap(schema(depth - 1));
            case 2 -> Schema.createUnion(Schema.create(Schema.Type.NULL), recordSchema(depth - 1));
            case 3 -> Schema.createEnum("E" + names++, null, "org.rflow.test", List.of("A", "B", "C"));
            case 4 -> Schema.createFixed("F" + names++, null, "org.rflow.test", random.nextInt(20));
            default -> recordSchema(depth - 1);
        };
    }

    @Nullable
    Object data(Schema schema) {
        return switch (schema.getType()) {
            case NULL -> null;
            case BOOLEAN -> random.nextBoolean();
            case INT -> random.nextInt() >> random.nextInt(32);
            case LONG -> random.nextLong() >> random.nextInt(64);
            case FLOAT -> random.nextFloat();
            case DOUBLE -> random.nextGaussian();
            case STRING -> "é💡x".repeat(random.nextInt(10)) + "a".repeat(random.nextInt(40));
            case BYTES -> ByteBuffer.wrap(bytes(random.nextInt(40)));
            case FIXED -> new GenericData.Fixed(schema, bytes(schema.getFixedSize()));
            case ENUM ->
                new GenericData.EnumSymbol(schema, schema.getEnumSymbols().get(random.nextInt(2)));
            case UNION -> data(schema.getTypes().get(random.nextInt(2)));
            case ARRAY -> items(schema.getElementType());
            case MAP -> entries(schema.getValueType());
            case RECORD -> record(schema);
        };
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private List<@Nullable Object> items(Schema schema) {
        List<@Nullable Object> items = new ArrayList<>();
        depth++;
        for (int i = random.nextInt(Math.max(2, 20 >> depth)); i > 0; i--) {
            items.add(data(schema));
        }
        depth--;
        return items;
    }

    private Map<String, @Nullable Object> entries(Schema schema) {
        Map<String, @Nullable Object> entries = new LinkedHashMap<>();
        depth++;
        for (int i = random.nextInt(Math.max(2, 20 >> depth)); i > 0; i--) {
            entries.put("key" + i, data(schema));
        }
        depth--;
        return entries;
    }

    GenericRecord record(Schema schema) {
        GenericRecord record = new GenericData.Record(schema);
        for (Schema.Field field : schema.getFields()) {
            record.put(field.pos(), data(field.schema()));
        }
        return record;
    }
}
