package org.rflow.testing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;
import org.rflow.message.CoreTypes;
import org.rflow.message.DataType;
import org.rflow.message.Message;

/** Data as a test file writes it (text, numbers, truth values, null, lists, maps), made of messages and into messages. */
final class PlainData {
    private PlainData() {}

    /**
     * A message of the first of the types that the value fits; without types a text, a number, a row, or raw bytes.
     * {@link IllegalArgumentException} says where the value does not fit.
     */
    static Message message(@Nullable Object value, List<DataType> types) {
        if (types.isEmpty()) {
            return untyped(value);
        }
        IllegalArgumentException first = null;
        for (DataType type : types) {
            try {
                return Message.of(type, Objects.requireNonNull(fit(type.schema(), value, type.name())));
            } catch (IllegalArgumentException e) {
                first = first == null ? e : first;
            }
        }
        throw Objects.requireNonNull(first);
    }

    private static Message untyped(@Nullable Object value) {
        if (value instanceof Long number) {
            return Message.of(number);
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, String> row = new LinkedHashMap<>();
            map.forEach((key, field) -> row.put(String.valueOf(key), String.valueOf(field)));
            return Message.of(row);
        }
        if (value instanceof List<?> || value == null) {
            throw new IllegalArgumentException(
                    "a message of any type is a text, a number or a map, not " + (value == null ? "null" : "a list"));
        }
        return Message.of(value.toString());
    }

    private static @Nullable Object fit(Schema schema, @Nullable Object value, String place) {
        return switch (schema.getType()) {
            case RECORD -> record(schema, map(value, place), place);
            case MAP -> {
                Map<String, @Nullable Object> map = new LinkedHashMap<>();
                map(value, place)
                        .forEach((key, item) ->
                                map.put(String.valueOf(key), fit(schema.getValueType(), item, place + "." + key)));
                yield map;
            }
            case ARRAY -> {
                if (!(value instanceof List<?> list)) {
                    throw wrong(place, value, "a list");
                }
                List<@Nullable Object> items = new ArrayList<>();
                list.forEach(item -> items.add(fit(schema.getElementType(), item, place + "[]")));
                yield items;
            }
            case UNION -> union(schema, value, place);
            case NULL -> {
                if (value != null) {
                    throw wrong(place, value, "null");
                }
                yield null;
            }
            default -> scalar(schema, value, place);
        };
    }

    private static Object scalar(Schema schema, @Nullable Object value, String place) {
        return switch (schema.getType()) {
            case INT -> whole(value, place).intValue();
            case LONG -> whole(value, place);
            case FLOAT -> number(value, place).floatValue();
            case DOUBLE -> number(value, place).doubleValue();
            case BOOLEAN -> truth(value, place);
            case ENUM -> new GenericData.EnumSymbol(schema, symbol(schema, value, place));
            case FIXED -> new GenericData.Fixed(schema, text(value, place).getBytes(StandardCharsets.UTF_8));
            case BYTES -> ByteBuffer.wrap(text(value, place).getBytes(StandardCharsets.UTF_8));
            default -> text(value, place);
        };
    }

    private static GenericRecord record(Schema schema, Map<?, ?> fields, String place) {
        GenericRecord record = new GenericData.Record(schema);
        for (Object name : fields.keySet()) {
            if (schema.getField(String.valueOf(name)) == null) {
                throw new IllegalArgumentException(place + " has no field '" + name + "'");
            }
        }
        for (Schema.Field field : schema.getFields()) {
            if (fields.containsKey(field.name())) {
                record.put(field.pos(), fit(field.schema(), fields.get(field.name()), place + "." + field.name()));
            } else if (field.hasDefaultValue()) {
                record.put(field.pos(), GenericData.get().getDefaultValue(field));
            } else {
                throw new IllegalArgumentException(place + " needs field '" + field.name() + "'");
            }
        }
        return record;
    }

    private static @Nullable Object union(Schema schema, @Nullable Object value, String place) {
        IllegalArgumentException last = null;
        for (Schema branch : schema.getTypes()) {
            try {
                return fit(branch, value, place);
            } catch (IllegalArgumentException e) {
                last = e;
            }
        }
        throw Objects.requireNonNull(last);
    }

    private static String symbol(Schema schema, @Nullable Object value, String place) {
        if (!(value instanceof String text) || !schema.hasEnumSymbol(text)) {
            throw wrong(place, value, "one of " + schema.getEnumSymbols());
        }
        return text;
    }

    private static Map<?, ?> map(@Nullable Object value, String place) {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw wrong(place, value, "a map");
    }

    private static Long whole(@Nullable Object value, String place) {
        if (value instanceof Long number) {
            return number;
        }
        throw wrong(place, value, "a whole number");
    }

    /** Numbers and truth values are texts where a text is wanted: {@code count: 1} of a row. */
    private static String text(@Nullable Object value, String place) {
        if (value == null || value instanceof Map || value instanceof List) {
            throw wrong(place, value, "a text");
        }
        return value.toString();
    }

    private static Number number(@Nullable Object value, String place) {
        if (value instanceof Number number) {
            return number;
        }
        throw wrong(place, value, "a number");
    }

    private static Boolean truth(@Nullable Object value, String place) {
        if (value instanceof Boolean truth) {
            return truth;
        }
        throw wrong(place, value, "true or false");
    }

    private static IllegalArgumentException wrong(String place, @Nullable Object value, String wanted) {
        return new IllegalArgumentException(place + " needs " + wanted + ", not " + value);
    }

    /** A message's data, to compare and to show: records are maps, bytes are text, numbers are as {@code Long} or {@code Double}. */
    static @Nullable Object of(Message message) {
        return message.type().equals(CoreTypes.RAW) ? message.text() : plain(message.data());
    }

    private static @Nullable Object plain(@Nullable Object data) {
        if (data instanceof GenericRecord record) {
            Map<String, @Nullable Object> fields = new LinkedHashMap<>();
            for (Schema.Field field : record.getSchema().getFields()) {
                fields.put(field.name(), plain(record.get(field.pos())));
            }
            return fields;
        }
        if (data instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> fields = new LinkedHashMap<>();
            map.forEach((key, value) -> fields.put(String.valueOf(key), plain(value)));
            return fields;
        }
        if (data instanceof Iterable<?> list) {
            List<@Nullable Object> items = new ArrayList<>();
            list.forEach(item -> items.add(plain(item)));
            return items;
        }
        if (data instanceof ByteBuffer bytes) {
            return StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
        }
        if (data instanceof Integer number) {
            return number.longValue();
        }
        if (data instanceof Float number) {
            return Double.valueOf(number.toString());
        }
        return data == null || data instanceof Long || data instanceof Double || data instanceof Boolean
                ? data
                : data.toString();
    }
}
