package org.rflow.components;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rflow.message.MessageException;

/** A JSON file as a table: a list of objects, of which one field is what they are found by, or an object whose names they are found by. */
final class JsonTable {
    private final Path file;
    private final String key;
    private final long mostRows;
    private final Map<String, Map<String, Object>> rows = new HashMap<>();

    JsonTable(Path file, String key, long mostRows) {
        this.file = file;
        this.key = key;
        this.mostRows = mostRows;
    }

    /**
     * The objects by their key, the first of those that have the same, without what is null in them; {@link MessageException} for a file that is no
     * such table. Once.
     */
    Map<String, Map<String, Object>> read() throws IOException {
        Object json = Json.read(Files.readString(file));
        if (json instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                addItem(i + 1, fields("item " + (i + 1), list.get(i)));
            }
        } else if (json instanceof Map<?, ?> named) {
            named.forEach((name, row) -> add(String.valueOf(name), fields("'" + name + "'", row)));
        } else {
            throw new MessageException("it is neither a list of objects nor an object of objects");
        }
        return rows;
    }

    private void addItem(int number, Map<String, Object> row) {
        Object value = row.remove(key);
        if (value == null) {
            throw new MessageException(
                    "item " + number + " has no field '" + key + "'; it has: " + String.join(", ", row.keySet()));
        }
        add(Fields.text(Documents.value(value)), row);
    }

    private void add(String name, Map<String, Object> row) {
        if (rows.size() >= mostRows) {
            throw new MessageException("it has more than " + mostRows + " rows; see option 'max_rows'");
        }
        rows.putIfAbsent(name, row);
    }

    private static Map<String, Object> fields(String what, @Nullable Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            throw new MessageException(what + " is no object");
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        map.forEach((name, field) -> {
            if (field != null) {
                fields.put(String.valueOf(name), field);
            }
        });
        return fields;
    }
}
