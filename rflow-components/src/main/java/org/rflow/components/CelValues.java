package org.rflow.components;

import dev.cel.common.values.CelByteString;
import dev.cel.common.values.NullValue;
import java.nio.ByteBuffer;
import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

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
            return new RecordView(record);
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
