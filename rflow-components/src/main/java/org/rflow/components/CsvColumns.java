package org.rflow.components;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.IntFunction;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.jspecify.annotations.Nullable;
import org.rflow.component.ConfigurationException;

/** The names of a table's columns, and rows that share them: a row is its values and nothing more. */
final class CsvColumns {
    private final String[] names;
    private final Map<String, Integer> indexes = new LinkedHashMap<>();

    /** {@link ConfigurationException} when there are none, or one comes twice. */
    CsvColumns(List<String> names) {
        if (names.isEmpty()) {
            throw new ConfigurationException("there are no columns");
        }
        this.names = names.toArray(String[]::new);
        for (String name : names) {
            if (indexes.put(name, indexes.size()) != null) {
                throw new ConfigurationException("column '" + name + "' is there twice");
            }
        }
    }

    int count() {
        return names.length;
    }

    /** A map from the columns to these values, in order; there is one for each column. */
    Map<String, String> row(IntFunction<String> values) {
        return new Row(this, values);
    }

    /** A record of texts; names are what Avro allows, the column's own name is the field's documentation. */
    Schema recordSchema(String recordName) {
        SchemaBuilder.FieldAssembler<Schema> fields =
                SchemaBuilder.record(avroName(recordName)).fields();
        Set<String> taken = new LinkedHashSet<>();
        for (String name : names) {
            String free = avroName(name);
            for (int i = 2; !taken.add(free); i++) {
                free = avroName(name) + "_" + i;
            }
            fields = fields.name(free).doc(name).type().stringType().noDefault();
        }
        return fields.endRecord();
    }

    static String avroName(String text) {
        String name = text.replaceAll("[^A-Za-z0-9_]", "_");
        return name.isEmpty() || Character.isDigit(name.charAt(0)) ? "_" + name : name;
    }

    /** Unmodifiable. */
    private static final class Row extends AbstractMap<String, String> {
        private final CsvColumns columns;
        private final IntFunction<String> values;

        Row(CsvColumns columns, IntFunction<String> values) {
            this.columns = columns;
            this.values = values;
        }

        @Override
        public int size() {
            return columns.count();
        }

        @Override
        public boolean containsKey(Object key) {
            return columns.indexes.containsKey(key);
        }

        @Override
        public @Nullable String get(Object key) {
            Integer index = columns.indexes.get(key);
            return index == null ? null : values.apply(index);
        }

        @Override
        public Set<Entry<String, String>> entrySet() {
            return new AbstractSet<>() {
                @Override
                public Iterator<Entry<String, String>> iterator() {
                    return new Entries();
                }

                @Override
                public int size() {
                    return columns.count();
                }
            };
        }

        private final class Entries implements Iterator<Entry<String, String>> {
            private int next;

            @Override
            public boolean hasNext() {
                return next < columns.count();
            }

            @Override
            public Entry<String, String> next() {
                if (next == columns.count()) {
                    throw new NoSuchElementException();
                }
                return new SimpleImmutableEntry<>(columns.names[next], values.apply(next++));
            }
        }
    }
}
