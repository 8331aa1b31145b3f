package org.rflow.components;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;
import org.rflow.message.Message;
import org.rflow.message.MessageException;

/** What rows and records have in common: named fields that can be read as text. */
final class Fields {
    private Fields() {}

    /** The data of a row or record; {@link MessageException} for anything else. */
    static Object of(Message message) {
        Object data = message.data();
        if (data instanceof Map || data instanceof IndexedRecord) {
            return data;
        }
        throw new MessageException("data of type '" + message.type() + "' has no fields; it is no row and no record");
    }

    /** The field's value as text, an empty one for a record's null; null when there is no such field. */
    static @Nullable String text(Object data, String name) {
        if (data instanceof Map<?, ?> row) {
            Object value = row.get(name);
            return value == null && !row.containsKey(name) ? null : text(value);
        }
        IndexedRecord record = (IndexedRecord) data;
        Schema.Field field = record.getSchema().getField(name);
        return field == null ? null : text(record.get(field.pos()));
    }

    /** Texts and numbers as they are, null as an empty text, what has parts as JSON. */
    static String text(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof GenericRecord record && Documents.inside(record) != record) {
            return Json.write(record);
        }
        return value instanceof CharSequence || value instanceof Number
                ? value.toString()
                : GenericData.get().toString(value);
    }

    /** All fields with plain values, in their order; none of data that has no fields. */
    static Map<String, @Nullable Object> plain(Message message) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        Object data = message.data();
        if (data instanceof Map<?, ?> map) {
            map.forEach((name, value) -> fields.put(String.valueOf(name), CelValues.plain(value)));
        } else if (data instanceof IndexedRecord record) {
            for (Schema.Field field : record.getSchema().getFields()) {
                fields.put(field.name(), CelValues.plain(record.get(field.pos())));
            }
        }
        return fields;
    }

    /** The values of several fields as text; {@link MessageException} when there is none of a name. */
    static String[] texts(Message message, List<String> names) {
        Object data = names.isEmpty() ? Map.of() : of(message);
        String[] values = new String[names.size()];
        for (int i = 0; i < values.length; i++) {
            String value = text(data, names.get(i));
            if (value == null) {
                throw new MessageException("there is no field '" + names.get(i) + "'; there is: " + names(data));
            }
            values[i] = value;
        }
        return values;
    }

    static int count(Object data) {
        return data instanceof Map<?, ?> row
                ? row.size()
                : ((IndexedRecord) data).getSchema().getFields().size();
    }

    /** The names of all fields, in their order. */
    static List<String> names(Object data) {
        List<String> names = new ArrayList<>();
        if (data instanceof Map<?, ?> row) {
            row.keySet().forEach(name -> names.add(String.valueOf(name)));
        } else {
            ((IndexedRecord) data).getSchema().getFields().forEach(field -> names.add(field.name()));
        }
        return names;
    }
}
