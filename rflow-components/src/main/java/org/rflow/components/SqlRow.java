package org.rflow.components;

import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;
import org.rflow.message.DataType;
import org.rflow.message.Message;

/**
 * Makes messages of the rows of a query: records whose fields are whole numbers, decimals (doubles), booleans, bytes or texts, each or null; or maps of
 * texts, in which what is null has no entry.
 */
final class SqlRow {
    /** What a row becomes. */
    enum As {
        RECORD,
        ROW
    }

    /** {@code position} is the column that tells where a row stands; empty for none. */
    record Form(As as, String recordType, String position) {}

    private enum Kind {
        LONG,
        DOUBLE,
        BOOLEAN,
        BYTES,
        STRING
    }

    private final Form form;
    private final String[] names;
    private final Kind[] kinds;
    private final DataType type;
    private int positionColumn;

    SqlRow(ResultSetMetaData columns, Form form) throws SQLException {
        this.form = form;
        names = new String[columns.getColumnCount()];
        kinds = new Kind[names.length];
        for (int i = 0; i < names.length; i++) {
            names[i] = columns.getColumnLabel(i + 1);
            kinds[i] = kind(columns.getColumnType(i + 1), columns.getColumnTypeName(i + 1));
            if (names[i].equalsIgnoreCase(form.position())) {
                positionColumn = i + 1;
            }
        }
        if (!form.position().isEmpty() && positionColumn == 0) {
            throw new SQLException("the query has no column '" + form.position()
                    + "', which is to be the position; it has: " + String.join(", ", names));
        }
        type = DataType.of(form.recordType(), schema());
    }

    private static Kind kind(int sqlType, String typeName) {
        return switch (sqlType) {
            case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT -> Kind.LONG;
            case Types.REAL, Types.FLOAT, Types.DOUBLE -> Kind.DOUBLE;
            case Types.BOOLEAN -> Kind.BOOLEAN;
            // PostgreSQL calls both its booleans and its bit strings that
            case Types.BIT -> typeName.toLowerCase(Locale.ROOT).startsWith("bool") ? Kind.BOOLEAN : Kind.STRING;
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> Kind.BYTES;
            default -> Kind.STRING;
        };
    }

    private Schema schema() {
        SchemaBuilder.FieldAssembler<Schema> fields =
                SchemaBuilder.record(CsvColumns.avroName(form.recordType())).fields();
        Set<String> taken = new LinkedHashSet<>();
        for (int i = 0; i < names.length; i++) {
            String name = CsvColumns.avroName(names[i].toLowerCase(Locale.ROOT));
            String free = name;
            for (int n = 2; !taken.add(free); n++) {
                free = name + "_" + n;
            }
            Schema value = Schema.create(Schema.Type.valueOf(kinds[i].name()));
            fields = fields.name(free)
                    .type(Schema.createUnion(Schema.create(Schema.Type.NULL), value))
                    .withDefault(null);
        }
        return fields.endRecord();
    }

    /** The row the result stands at. */
    Message message(ResultSet result) throws SQLException {
        if (form.as() == As.ROW) {
            return Message.of(row(result));
        }
        GenericRecord record = new GenericData.Record(type.schema());
        for (int i = 0; i < names.length; i++) {
            record.put(i, value(result, i));
        }
        return Message.of(type, record);
    }

    private Map<String, String> row(ResultSet result) throws SQLException {
        Map<String, String> row = new LinkedHashMap<>();
        for (int i = 0; i < names.length; i++) {
            String text = result.getString(i + 1);
            if (text != null) {
                row.put(names[i].toLowerCase(Locale.ROOT), text);
            }
        }
        return row;
    }

    private @Nullable Object value(ResultSet result, int index) throws SQLException {
        int column = index + 1;
        Object value = switch (kinds[index]) {
            case LONG -> result.getLong(column);
            case DOUBLE -> result.getDouble(column);
            case BOOLEAN -> result.getBoolean(column);
            case BYTES -> bytes(result.getBytes(column));
            case STRING -> result.getString(column);
        };
        return result.wasNull() ? null : value;
    }

    private static @Nullable ByteBuffer bytes(byte @Nullable [] value) {
        return value == null ? null : ByteBuffer.wrap(value);
    }

    /** The text of the position column. */
    String position(ResultSet result) throws SQLException {
        if (positionColumn == 0) {
            return "";
        }
        String text = result.getString(positionColumn);
        if (text == null) {
            throw new SQLException("a row has NULL in the position column '" + form.position()
                    + "', so that nobody can go on behind it; leave such rows out");
        }
        return text;
    }
}
