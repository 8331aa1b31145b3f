package org.rflow.components;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;
import org.rflow.message.CoreTypes;
import org.rflow.message.DataType;
import org.rflow.message.Message;

/**
 * Adds columns of a table to messages: to a document as they are, to a row as texts, to a record as fields with texts behind its own, under the same type name. What is
 * there already is replaced in a document or row, and in a record left as it is. Used only by the loop thread.
 */
final class Enrichment {
    /** Field by column; empty for all columns under their own names. */
    private final Map<String, String> chosen = new LinkedHashMap<>();

    private final Map<DataType, Map<List<String>, DataType>> types = new HashMap<>();

    /** {@code fields}: column, or {@code field=column}. */
    Enrichment(List<String> fields) {
        for (String field : fields) {
            String[] parts = field.split("=", 2);
            chosen.put(parts[parts.length - 1].strip(), parts[0].strip());
        }
    }

    /** The row's values are plain (see {@link CelValues#plain}). */
    Message add(Message message, Map<String, Object> row) {
        Map<String, Object> added = new LinkedHashMap<>();
        if (chosen.isEmpty()) {
            added.putAll(row);
        } else {
            chosen.forEach((column, field) -> added.put(field, row.getOrDefault(column, "")));
        }
        if (!(message.data() instanceof Map<?, ?> known)) {
            return addToRecord(message, texts(added));
        }
        if (message.type().equals(Documents.TYPE)) {
            Map<String, @Nullable Object> all = new LinkedHashMap<>();
            known.forEach((name, value) -> all.put(String.valueOf(name), value));
            all.putAll(Documents.of(added));
            return message.answer(Documents.TYPE, all);
        }
        Map<String, String> all = texts(known);
        all.putAll(texts(added));
        return message.answer(CoreTypes.ROW, all);
    }

    private static Map<String, String> texts(Map<?, ?> values) {
        Map<String, String> texts = new LinkedHashMap<>();
        values.forEach((name, value) -> texts.put(String.valueOf(name), Fields.text(Documents.value(value))));
        return texts;
    }

    private Message addToRecord(Message message, Map<String, String> added) {
        GenericRecord record = message.record();
        DataType type = types.computeIfAbsent(message.type(), any -> new HashMap<>())
                .computeIfAbsent(List.copyOf(added.keySet()), names -> wider(message.type(), names));
        GenericRecord wide = new GenericData.Record(type.schema());
        for (Schema.Field field : type.schema().getFields()) {
            boolean own = record.hasField(field.name());
            wide.put(field.pos(), own ? record.get(field.name()) : added.getOrDefault(field.doc(), ""));
        }
        return message.answer(type, wide);
    }

    /** The column's own name is the documentation of its field, as Avro does not allow every name. */
    private static DataType wider(DataType type, List<String> names) {
        Schema narrow = type.schema();
        List<Schema.Field> fields = new ArrayList<>();
        narrow.getFields().forEach(field -> fields.add(new Schema.Field(field, field.schema())));
        for (String name : names) {
            String free = CsvColumns.avroName(name);
            if (fields.stream().noneMatch(field -> field.name().equals(free))) {
                fields.add(new Schema.Field(free, Schema.create(Schema.Type.STRING), name, ""));
            }
        }
        return DataType.of(
                type.name(),
                Schema.createRecord(
                        narrow.getName(), narrow.getDoc(), narrow.getNamespace(), narrow.isError(), fields));
    }
}
