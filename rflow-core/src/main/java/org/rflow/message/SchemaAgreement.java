package org.rflow.message;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.Incompatibility;

/**
 * Whether data written with one schema can be read with another (Avro specification, "Schema Resolution"). What cannot be
 * is told by the field, {@code position.height} for one inside another, {@code marks[]} for the items of an array.
 */
public final class SchemaAgreement {
    private SchemaAgreement() {}

    /** Empty when what {@code writer} writes can be read by {@code reader}; else why not, in words without a full stop. */
    public static Optional<String> obstacle(DataType writer, DataType reader) {
        List<Incompatibility> found = SchemaCompatibility.checkReaderWriterCompatibility(
                        reader.schema(), writer.schema())
                .getResult()
                .getIncompatibilities();
        return found.isEmpty() ? Optional.empty() : Optional.of(words(found.get(0), reader.schema()));
    }

    /**
     * Empty when one of the types can read what was written. Those of the writer's name are its versions, and when there are
     * any, one of them has to.
     */
    public static Optional<String> obstacle(DataType writer, List<DataType> readers) {
        List<DataType> versions = readers.stream()
                .filter(reader -> reader.name().equals(writer.name()))
                .toList();
        Optional<String> first = Optional.empty();
        for (DataType reader : versions.isEmpty() ? readers : versions) {
            Optional<String> obstacle = obstacle(writer, reader);
            if (obstacle.isEmpty()) {
                return obstacle;
            }
            first = first.or(() -> obstacle);
        }
        return first;
    }

    private static String words(Incompatibility found, Schema reader) {
        Schema written = found.getWriterFragment();
        Schema read = found.getReaderFragment();
        String field = field(reader, found.getLocation());
        return switch (found.getType()) {
            case READER_FIELD_MISSING_DEFAULT_VALUE -> field + "is not written and has no default";
            case MISSING_ENUM_SYMBOLS ->
                field + "may be " + missingSymbols(written, read) + ", which " + read.getFullName() + " does not know";
            case FIXED_SIZE_MISMATCH ->
                field + "is written with " + written.getFixedSize() + " bytes and read with " + read.getFixedSize();
            default -> field + "is written as " + kind(written) + " and read as " + kind(read);
        };
    }

    private static String missingSymbols(Schema written, Schema read) {
        return String.join(
                ", ",
                written.getEnumSymbols().stream()
                        .filter(symbol -> !read.hasEnumSymbol(symbol))
                        .toList());
    }

    private static String kind(Schema schema) {
        return switch (schema.getType()) {
            case RECORD, ENUM, FIXED -> schema.getType().getName() + " " + schema.getFullName();
            case UNION ->
                String.join(
                        " or ",
                        schema.getTypes().stream().map(SchemaAgreement::kind).toList());
            default -> schema.getType().getName().toLowerCase(Locale.ROOT);
        };
    }

    /** {@code field 'a.b' } for the place that Avro names by a pointer into the reader's schema: {@code /fields/0/type/fields/1}. */
    private static String field(Schema reader, String location) {
        StringBuilder path = new StringBuilder();
        Schema here = reader;
        String[] steps = location.split("/");
        for (int i = 1; i < steps.length; i++) {
            String step = steps[i];
            if (step.equals("fields") && here.getType() == Schema.Type.RECORD && i + 1 < steps.length) {
                Schema.Field field = here.getFields().get(Integer.parseInt(steps[++i]));
                path.append(path.isEmpty() ? "" : ".").append(field.name());
                here = field.schema();
            } else if (step.equals("items") && here.getType() == Schema.Type.ARRAY) {
                path.append("[]");
                here = here.getElementType();
            } else if (step.equals("values") && here.getType() == Schema.Type.MAP) {
                path.append("{}");
                here = here.getValueType();
            } else if (here.getType() == Schema.Type.UNION && step.matches("\\d+")) {
                here = here.getTypes().get(Integer.parseInt(step));
            }
        }
        return path.isEmpty() ? "it " : "field '" + path + "' ";
    }
}
