package org.rflow.model;

import static java.util.Objects.requireNonNull;

/** A data type as a port declares it: its name and its Avro schema, as text. */
public record DeclaredType(String name, String schema) {
    public DeclaredType {
        requireNonNull(name, "name");
        requireNonNull(schema, "schema");
    }
}
