package org.rflow.components;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;
import org.rflow.message.MessageException;

/** Plain values (see {@link CelValues#plain}) as a schema wants them. */
final class AvroValue {
    private AvroValue() {}

    /** The value in Avro's generic form; {@link MessageException} names the field, by its path, that it does not fit. */
    static @Nullable Object of(@Nullable Object plain, Schema schema, String path) {
        return switch (schema.getType()) {
            case UNION -> branch(plain, schema, path);
            case RECORD -> record(plain, schema, path);
            case ARRAY -> items(plain, schema, path);
            case MAP -> entries(plain, schema, path);
            default -> scalar(plain, schema, path);
        };
    }

    private static @Nullable Object scalar(@Nullable Object plain, Schema schema, String path) {
        Object value = switch (schema.getType()) {
            case NULL -> plain;
            case BOOLEAN -> plain instanceof Boolean ? plain : null;
            case INT -> plain instanceof Long number && number.intValue() == number ? (Object) number.intValue() : null;
            case LONG -> plain instanceof Long ? plain : null;
            case FLOAT -> plain instanceof Number number ? (Object) number.floatValue() : null;
            case DOUBLE -> plain instanceof Number number ? (Object) number.doubleValue() : null;
            case STRING -> plain instanceof String ? plain : null;
            case ENUM -> symbol(plain, schema);
            case BYTES -> bytes(plain);
            default -> null;
        };
        if ((value == null) != (schema.getType() == Schema.Type.NULL)) {
            throw unfit(plain, schema, path);
        }
        return value;
    }

    private static MessageException unfit(@Nullable Object plain, Schema schema, String path) {
        return new MessageException("field '" + path + "' cannot be " + Json.write(Documents.value(plain))
                + "; its type is " + schema.getType().getName());
    }

    private static @Nullable Object symbol(@Nullable Object plain, Schema schema) {
        return plain instanceof String text && schema.hasEnumSymbol(text)
                ? new GenericData.EnumSymbol(schema, text)
                : null;
    }

    private static @Nullable Object bytes(@Nullable Object plain) {
        if (!(plain instanceof String text)) {
            return null;
        }
        try {
            return ByteBuffer.wrap(Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException e) {
            throw new MessageException("bytes have to be a text in Base64: " + e.getMessage(), e);
        }
    }

    private static @Nullable Object branch(@Nullable Object plain, Schema union, String path) {
        MessageException refused = new MessageException(
                "field '" + path + "' cannot be " + Json.write(Documents.value(plain)) + "; its type is one of "
                        + union.getTypes().stream().map(Schema::getName).toList());
        for (Schema type : union.getTypes()) {
            try {
                return of(plain, type, path);
            } catch (MessageException e) {
                refused.addSuppressed(e);
            }
        }
        throw refused;
    }

    private static GenericRecord record(@Nullable Object plain, Schema schema, String path) {
        if (!(plain instanceof Map<?, ?> map)) {
            throw unfit(plain, schema, path);
        }
        for (Object name : map.keySet()) {
            if (schema.getField(String.valueOf(name)) == null) {
                throw new MessageException("field '" + path + "' has no field '" + name + "' inside");
            }
        }
        GenericRecord record = new GenericData.Record(schema);
        for (Schema.Field field : schema.getFields()) {
            if (map.containsKey(field.name())) {
                record.put(field.pos(), of(map.get(field.name()), field.schema(), path + "." + field.name()));
            } else if (field.hasDefaultValue()) {
                record.put(field.pos(), GenericData.get().getDefaultValue(field));
            } else {
                throw new MessageException("field '" + path + "." + field.name() + "' is missing and has no default");
            }
        }
        return record;
    }

    private static List<@Nullable Object> items(@Nullable Object plain, Schema schema, String path) {
        if (!(plain instanceof List<?> list)) {
            throw unfit(plain, schema, path);
        }
        List<@Nullable Object> items = new ArrayList<>(list.size());
        for (Object item : list) {
            items.add(of(item, schema.getElementType(), path + "[" + items.size() + "]"));
        }
        return items;
    }

    private static Map<String, @Nullable Object> entries(@Nullable Object plain, Schema schema, String path) {
        if (!(plain instanceof Map<?, ?> map)) {
            throw unfit(plain, schema, path);
        }
        Map<String, @Nullable Object> entries = new LinkedHashMap<>();
        map.forEach((name, value) ->
                entries.put(String.valueOf(name), of(value, schema.getValueType(), path + "." + name)));
        return entries;
    }
}
