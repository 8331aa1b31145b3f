package org.rflow.plan;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * One version of a data type. {@code fingerprint} is 16 hexadecimal digits, the same for schemas that differ in white
 * space or documentation only. Writers and readers are {@code component#port}. {@code change} says how it goes with the
 * version before, and is empty for the first.
 */
public record TypeVersion(
        String name,
        int version,
        String fingerprint,
        String schema,
        List<String> writers,
        List<String> readers,
        String change) {
    public TypeVersion {
        requireNonNull(name, "name");
        requireNonNull(fingerprint, "fingerprint");
        requireNonNull(schema, "schema");
        writers = List.copyOf(writers);
        readers = List.copyOf(readers);
        requireNonNull(change, "change");
    }
}
