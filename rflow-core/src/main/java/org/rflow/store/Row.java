package org.rflow.store;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.rflow.model.Ids;

/** A row of a table, every value as text; a column that is NULL is not there. */
final class Row {
    private final Map<String, String> values;

    Row() {
        this(Map.of());
    }

    Row(Map<String, String> values) {
        this.values = new LinkedHashMap<>(values);
    }

    Row with(String column, Object value) {
        values.put(column, value.toString());
        return this;
    }

    Row with(String column, Optional<?> value) {
        value.ifPresent(present -> with(column, present));
        return this;
    }

    Map<String, String> values() {
        return values;
    }

    Optional<String> find(String column) {
        return Optional.ofNullable(values.get(column));
    }

    String text(String column) {
        return find(column).orElseThrow(() -> new IllegalArgumentException("the column " + column + " has no value"));
    }

    int number(String column) {
        return Integer.parseInt(text(column));
    }

    boolean flag(String column) {
        return Boolean.parseBoolean(text(column));
    }

    UUID uuid(String column) {
        return UUID.fromString(text(column));
    }

    /** A uuid or {@link Ids#NONE}. */
    UUID uuidOrNone(String column) {
        return find(column).map(UUID::fromString).orElse(Ids.NONE);
    }

    Map<String, String> map(String column) {
        return TextMap.read(text(column));
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
