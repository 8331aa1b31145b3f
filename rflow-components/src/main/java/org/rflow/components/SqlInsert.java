package org.rflow.components;

import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.rflow.component.ConfigurationException;

/** The statement that writes a row, in the words of each database. */
final class SqlInsert {
    private SqlInsert() {}

    /** Replaces the row with the same key; without one it only inserts, which every database understands. */
    static String text(String product, String table, List<String> columns, List<String> key) {
        String names = String.join(", ", columns);
        String values = " values (" + String.join(", ", Collections.nCopies(columns.size(), "?")) + ")";
        if (key.isEmpty()) {
            return "insert into " + table + " (" + names + ")" + values;
        }
        String keys = String.join(", ", key);
        return switch (product) {
            case "H2" -> "merge into " + table + " (" + names + ") key (" + keys + ")" + values;
            case "PostgreSQL" ->
                "insert into " + table + " (" + names + ")" + values + " on conflict (" + keys + ") do "
                        + update(columns, key);
            default ->
                throw new ConfigurationException("option 'key': rows can be replaced in PostgreSQL and H2, not in "
                        + product + "; leave it away and let the table take rows twice");
        };
    }

    private static String update(List<String> columns, List<String> key) {
        String changes = columns.stream()
                .filter(column -> !key.contains(column))
                .map(column -> column + " = excluded." + column)
                .collect(Collectors.joining(", "));
        return changes.isEmpty() ? "nothing" : "update set " + changes;
    }
}
