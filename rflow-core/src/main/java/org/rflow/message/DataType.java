package org.rflow.message;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.specific.SpecificRecord;

/**
 * A named Avro schema. The fingerprint is CRC-64-AVRO of the schema's parsing canonical form (Avro specification,
 * "Schema fingerprints"), so two builds with different white space agree on it. Immutable.
 */
public final class DataType {
    private final String name;
    private final Schema schema;
    private final String schemaText;
    private final long fingerprint;
    private final byte[] nameBytes;
    private final byte[] schemaBytes;
    private final DatumReader reader;
    private final DatumWriter writer;
    private final List<DataExtension> extensions;

    private DataType(String name, Schema schema, String schemaText) {
        this.name = name;
        this.schema = schema;
        this.schemaText = schemaText;
        this.fingerprint = SchemaNormalization.parsingFingerprint64(schema);
        this.nameBytes = name.getBytes(StandardCharsets.UTF_8);
        this.schemaBytes = schemaText.getBytes(StandardCharsets.UTF_8);
        this.reader = DatumReader.of(schema);
        this.writer = DatumWriter.of(schema);
        this.extensions = List.of();
    }

    private DataType(DataType plain, List<DataExtension> extensions) {
        this.name = plain.name;
        this.schema = plain.schema;
        this.schemaText = plain.schemaText;
        this.fingerprint = plain.fingerprint;
        this.nameBytes = plain.nameBytes;
        this.schemaBytes = plain.schemaBytes;
        this.reader = plain.reader;
        this.writer = plain.writer;
        this.extensions = List.copyOf(extensions);
    }

    public static DataType of(String name, Schema schema) {
        return new DataType(requireNonNull(name, "name"), schema, schema.toString());
    }

    /** Keeps the schema's text as it was given, for a byte-identical envelope; {@link IllegalArgumentException} "Invalid schema ...". */
    public static DataType of(String name, String schemaText) {
        requireNonNull(name, "name");
        try {
            return new DataType(name, new Schema.Parser().parse(schemaText), schemaText);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("Invalid schema of data type '" + name + "': " + e.getMessage(), e);
        }
    }

    /** The type of a record, enum or fixed, under the schema's full name; {@link IllegalArgumentException} when it is none of these. */
    public static DataType named(String schemaText) {
        Schema schema;
        try {
            schema = new Schema.Parser().parse(schemaText);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("this is not an Avro schema: " + e.getMessage(), e);
        }
        switch (schema.getType()) {
            case RECORD, ENUM, FIXED -> {
                return new DataType(schema.getFullName(), schema, schemaText);
            }
            default ->
                throw new IllegalArgumentException("a schema of kind "
                        + schema.getType().getName() + " has no name; write a record, an enum or a fixed");
        }
    }

    /** The type of a class that Avro's compiler generated: its schema under the schema's full name. */
    public static DataType of(Class<? extends SpecificRecord> generatedClass) {
        return GeneratedClass.of(generatedClass).type();
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

    /** A record of this type with its fields' default values; {@link MessageException} when the schema is not a record's. */
    public GenericRecord newRecord() {
        if (schema.getType() != Schema.Type.RECORD) {
            throw new MessageException("data type '" + name + "' is no record but " + schema.getType());
        }
        GenericRecord record = new GenericData.Record(schema);
        for (Schema.Field field : schema.getFields()) {
            if (field.hasDefaultValue()) {
                record.put(field.pos(), GenericData.get().getDefaultValue(field));
            }
        }
        return record;
    }

    /** The same type whose decoded data is shown to these extensions. */
    DataType extendedBy(List<DataExtension> others) {
        return extensions.equals(others) ? this : new DataType(this, others);
    }

    boolean isExtended() {
        return !extensions.isEmpty();
    }

    /** Shows data of this type to its extensions, in order (RF-167, RF-168). */
    void extend(Object data, boolean fresh) {
        for (DataExtension extension : extensions) {
            extension.extend(data, fresh);
        }
    }

    DatumReader reader() {
        return reader;
    }

    DatumWriter writer() {
        return writer;
    }

    /** The name in UTF-8; not to be changed. */
    byte[] nameBytes() {
        return nameBytes;
    }

    /** The schema's text in UTF-8; not to be changed. */
    byte[] schemaBytes() {
        return schemaBytes;
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
