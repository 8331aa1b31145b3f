package org.rflow.components;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;
import org.rflow.message.DataType;

/**
 * Documents: messages that say what JSON can say, without a schema of their own. The data is a map from texts to null, {@code Boolean}, {@code Long},
 * {@code Double}, {@code String}, or, as a union of Avro can hold itself only by a name, a record {@code Items} with a list of such
 * values or a record {@code Fields} with a map of them.
 */
final class Documents {
    private static final String VALUE = "\"null\",\"boolean\",\"long\",\"double\",\"string\"";

    static final DataType TYPE = DataType.of(
            "RFlow::Message::Data::Document",
            "{\"type\":\"map\",\"values\":[" + VALUE + ","
                    + "{\"type\":\"record\",\"name\":\"Items\",\"namespace\":\"org.rflow.message.data\",\"fields\":["
                    + "{\"name\":\"items\",\"type\":{\"type\":\"array\",\"items\":[" + VALUE + ",\"Items\","
                    + "{\"type\":\"record\",\"name\":\"Fields\",\"fields\":["
                    + "{\"name\":\"fields\",\"type\":{\"type\":\"map\",\"values\":["
                    + VALUE + ",\"Items\",\"Fields\"]}}]}]}}]},"
                    + "\"org.rflow.message.data.Fields\"]}");

    private static final Schema ITEMS = TYPE.schema().getValueType().getTypes().get(5);
    private static final Schema FIELDS = TYPE.schema().getValueType().getTypes().get(6);

    private Documents() {}

    /** The data of a document with these fields, whose values are plain (see {@link CelValues#plain}). */
    static Map<String, @Nullable Object> of(Map<String, ? extends @Nullable Object> plain) {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        plain.forEach((name, value) -> document.put(name, value(value)));
        return document;
    }

    /** A plain value as it stands in a document. */
    static @Nullable Object value(@Nullable Object plain) {
        if (plain instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> fields = new LinkedHashMap<>();
            map.forEach((name, value) -> fields.put(String.valueOf(name), value(value)));
            return record(FIELDS, fields);
        }
        if (plain instanceof List<?> list) {
            List<@Nullable Object> items = new ArrayList<>(list.size());
            list.forEach(item -> items.add(value(item)));
            return record(ITEMS, items);
        }
        return plain;
    }

    static GenericRecord record(Schema schema, Object content) {
        GenericRecord record = new GenericData.Record(schema);
        record.put(0, content);
        return record;
    }

    /** The list or map inside a value of a document; any other record is given back. */
    static Object inside(GenericRecord record) {
        String name = record.getSchema().getFullName();
        return name.equals(ITEMS.getFullName()) || name.equals(FIELDS.getFullName()) ? record.get(0) : record;
    }
}
