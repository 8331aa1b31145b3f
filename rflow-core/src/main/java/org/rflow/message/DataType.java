package org.rflow.message;

import static java.util.Objects.requireNonNull;

import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.SchemaParseException;

/**
 * A named Avro schema. The fingerprint is CRC-64-AVRO of the schema's parsing canonical form (Avro specification,
 * "Schema fingerprints"), so two builds with different white space agree on it. Immutable.
 */
public final class DataType {
    private final String name;
    private final Schema schema;
    private final String schemaText;
    private final long fingerprint;

    private DataType(String name, Schema schema, String schemaText) {
        this.name = name;
        this.schema = schema;
        this.schemaText = schemaText;
        this.fingerprint = SchemaNormalization.parsingFingerprint64(schema);
    }

    public static DataType of(String name, Schema schema) {
        return new DataType(requireNonNull(name, "name"), schema, schema.toString());
    }

    /** Keeps the schema's text as it was given, for a byte-identical envelope; {@link IllegalArgumentException} "Invalid schema ...". */
    public static DataType of(String name, String schemaText) {
        requireNonNull(name, "name");
        try {
            return new DataType(name, new Schema.Parser().parse(schemaText), schemaText);
        } catch (SchemaParseException | NullPointerException e) {
            throw new IllegalArgumentException("Invalid schema of data type '" + name + "': " + e.getMessage(), e);
        }
    }

    public String name() {
        return name;
    }

    public Schema schema() {
        return schema;
    }

    public String schemaText() {
        return schemaText;
    }

    public long fingerprint() {
        return fingerprint;
    }

    @Override
    public boolean equals(Object other) {
        return this == other || (other instanceof DataType that && same(that));
    }

    private boolean same(DataType that) {
        return fingerprint == that.fingerprint && name.equals(that.name);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(fingerprint) ^ name.hashCode();
    }

    @Override
    public String toString() {
        return name;
    }
}
