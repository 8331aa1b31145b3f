package org.rflow.components;

import com.google.common.primitives.UnsignedLong;
import dev.cel.common.types.CelType;
import dev.cel.common.values.CelByteString;
import dev.cel.common.values.NullValue;
import java.nio.ByteBuffer;
import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericEnumSymbol;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;
import org.rflow.message.MessageException;

/** Avro's data as CEL sees it. Records, maps and arrays are views: what an expression does not ask for is not touched. */
final class CelValues {
    private CelValues() {}

    static Object of(@Nullable Object datum) {
        if (datum == null) {
            return NullValue.NULL_VALUE;
        }
        if (datum instanceof String || datum instanceof Long || datum instanceof Double || datum instanceof Boolean) {
            return datum;
        }
        if (datum instanceof Integer number) {
            return number.longValue();
        }
        if (datum instanceof Float number) {
            return number.doubleValue();
        }
        if (datum instanceof GenericRecord record) {
            Object inside = Documents.inside(record);
            return inside == record ? new RecordView(record) : of(inside);
        }
        if (datum instanceof Map<?, ?> map) {
            return new MapView(map);
        }
        if (datum instanceof List<?> list) {
            return new ListView(list);
        }
        if (datum instanceof ByteBuffer bytes) {
            return CelByteString.of(bytes(bytes));
        }
        if (datum instanceof GenericFixed fixed) {
            return CelByteString.of(fixed.bytes());
        }
        // symbols of enums, and any other kind of text
        return datum.toString();
    }

    /**
     * What an expression gave, or Avro's data, in Java's own types: null, {@code Boolean}, {@code Long}, {@code Double}, {@code String},
     * {@code List} and {@code Map} from texts; bytes in Base64. {@link MessageException} for anything else.
     */
    static @Nullable Object plain(@Nullable Object value) {
        if (value == null || value instanceof NullValue) {
            return null;
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> plain = new LinkedHashMap<>();
            map.forEach((key, entry) -> plain.put(String.valueOf(key), plain(entry)));
            return plain;
        }
        if (value instanceof Collection<?> list) {
            List<@Nullable Object> plain = new ArrayList<>(list.size());
            list.forEach(item -> plain.add(plain(item)));
            return plain;
        }
        if (value instanceof CelByteString bytes) {
            return Base64.getEncoder().encodeToString(bytes.toByteArray());
        }
        if (value instanceof UnsignedLong number) {
            return whole(number);
        }
        if (value instanceof String || value instanceof Long || value instanceof Double || value instanceof Boolean) {
            return value;
        }
        if (value instanceof IndexedRecord
                || value instanceof Number
                || value instanceof CharSequence
                || value instanceof ByteBuffer
                || value instanceof GenericFixed
                || value instanceof GenericEnumSymbol) {
            return plain(of(value));
        }
        throw new MessageException(unfit(value));
    }

    private static String unfit(Object value) {
        return switch (value.getClass().getSimpleName()) {
            case "Instant", "Timestamp" -> "a timestamp cannot be in a message; make it a text by 'string(...)'";
            case "Duration" -> "a duration cannot be in a message; make it a text by 'string(...)'";
            default ->
                (value instanceof CelType ? "a type" : "a " + value.getClass().getSimpleName())
                        + " cannot be in a message; make it a text, a number, true or false";
        };
    }

    private static long whole(UnsignedLong number) {
        if (number.longValue() < 0) {
            throw new MessageException("the uint " + number + " is too large for a message, whose whole numbers end at "
                    + Long.MAX_VALUE + "; make it a text by 'string(...)'");
        }
        return number.longValue();
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    /** A record as a map from field names. */
    private static final class RecordView extends AbstractMap<String, Object> {
        private final GenericRecord record;

        RecordView(GenericRecord record) {
            this.record = record;
        }

        @Override
        public boolean containsKey(Object key) {
            return key instanceof String name && record.hasField(name);
        }

        @Override
        public @Nullable Object get(Object key) {
            return containsKey(key) ? of(record.get((String) key)) : null;
        }

        @Override
        public Set<Entry<String, Object>> entrySet() {
            List<Schema.Field> fields = record.getSchema().getFields();
            return new AbstractSet<>() {
                @Override
                public Iterator<Entry<String, Object>> iterator() {
                    return fields.stream()
                            .<Entry<String, Object>>map(
                                    field -> new SimpleImmutableEntry<>(field.name(), of(record.get(field.pos()))))
                            .iterator();
                }

                @Override
                public int size() {
                    return fields.size();
                }
            };
        }
    }

    /** A map whose values may be anything. */
    private static final class MapView extends AbstractMap<String, Object> {
        private final Map<?, ?> map;

        MapView(Map<?, ?> map) {
            this.map = map;
        }

        @Override
        public boolean containsKey(Object key) {
            return map.containsKey(key);
        }

        @Override
        public @Nullable Object get(Object key) {
            return map.containsKey(key) ? of(map.get(key)) : null;
        }

        @Override
        public Set<Entry<String, Object>> entrySet() {
            return new AbstractSet<>() {
                @Override
                public Iterator<Entry<String, Object>> iterator() {
                    return map.entrySet().stream()
                            .<Entry<String, Object>>map(entry ->
                                    new SimpleImmutableEntry<>(entry.getKey().toString(), of(entry.getValue())))
                            .iterator();
                }

                @Override
                public int size() {
                    return map.size();
                }
            };
        }
    }

    private static final class ListView extends AbstractList<Object> {
        private final List<?> list;

        ListView(List<?> list) {
            this.list = list;
        }

        @Override
        public Object get(int index) {
            return of(list.get(index));
        }

        @Override
        public int size() {
            return list.size();
        }
    }
}
