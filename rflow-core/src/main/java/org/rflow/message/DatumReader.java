package org.rflow.message;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.jspecify.annotations.Nullable;

/**
 * Reads data of one schema into Avro's generic form, with {@code String} for every string and maps in the order they came.
 * Our own and not Avro's {@code GenericDatumReader}, because that allocates what the data claims before it looks, gives
 * strings as {@code Utf8} unless each schema is marked, and keeps caches that never shrink. Thread safe.
 */
@FunctionalInterface
interface DatumReader {
    @Nullable
    Object read(AvroInput in);

    /** The reader for a schema; recursive schemas are fine. */
    static DatumReader of(Schema schema) {
        return new Maker().reader(schema);
    }

    /** Turns a schema into readers, each named type once. */
    final class Maker {
        private final Map<String, RecordReader> records = new HashMap<>();
        private final Map<String, Boolean> emptyRecords = new HashMap<>();

        private DatumReader reader(Schema schema) {
            return switch (schema.getType()) {
                case NULL -> in -> null;
                case BOOLEAN -> AvroInput::readBoolean;
                case INT -> AvroInput::readInt;
                case LONG -> AvroInput::readLong;
                case FLOAT -> AvroInput::readFloat;
                case DOUBLE -> AvroInput::readDouble;
                case STRING -> AvroInput::readString;
                case BYTES -> AvroInput::readBytes;
                case FIXED -> in -> new GenericData.Fixed(schema, in.readFixed(schema.getFixedSize()));
                case ENUM -> enumReader(schema);
                case UNION -> union(each(schema.getTypes(), this::reader));
                case ARRAY -> array(schema);
                case MAP -> map(reader(schema.getValueType()));
                case RECORD -> record(schema);
            };
        }

        private static <T> DatumReader[] each(List<T> parts, Function<T, DatumReader> maker) {
            return parts.stream().map(maker).toArray(DatumReader[]::new);
        }

        private static DatumReader enumReader(Schema schema) {
            Object[] symbols = schema.getEnumSymbols().stream()
                    .map(symbol -> new GenericData.EnumSymbol(schema, symbol))
                    .toArray();
            return in -> symbols[in.readIndex(symbols.length, "an enum")];
        }

        private static DatumReader union(DatumReader[] branches) {
            return in -> branches[in.readIndex(branches.length, "a union")].read(in);
        }

        private DatumReader array(Schema schema) {
            DatumReader item = reader(schema.getElementType());
            ToIntFunction<AvroInput> block =
                    isEmpty(schema.getElementType()) ? AvroInput::readEmptyBlock : AvroInput::readBlock;
            return in -> {
                in.enter();
                var array = new GenericData.Array<@Nullable Object>(0, schema);
                for (int left = block.applyAsInt(in); left > 0; left = block.applyAsInt(in)) {
                    for (; left > 0; left--) {
                        array.add(item.read(in));
                    }
                }
                in.leave();
                return array;
            };
        }

        private static DatumReader map(DatumReader value) {
            return in -> {
                in.enter();
                var map = new LinkedHashMap<String, @Nullable Object>();
                for (int left = in.readBlock(); left > 0; left = in.readBlock()) {
                    for (; left > 0; left--) {
                        map.put(in.readKey(), value.read(in));
                    }
                }
                in.leave();
                return map;
            };
        }

        private DatumReader record(Schema schema) {
            RecordReader known = records.get(schema.getFullName());
            if (known != null) {
                return known;
            }
            List<Schema> fields =
                    schema.getFields().stream().map(Schema.Field::schema).toList();
            int emptyFields = (int) fields.stream().filter(this::isEmpty).count();
            RecordReader reader = new RecordReader(schema, 1 + emptyFields);
            records.put(schema.getFullName(), reader);
            for (int i = 0; i < fields.size(); i++) {
                reader.fields[i] = reader(fields.get(i));
            }
            return reader;
        }

        /** Whether data of the schema takes no bytes. A record inside itself never ends, so it is not empty. */
        boolean isEmpty(Schema schema) {
            return switch (schema.getType()) {
                case NULL -> true;
                case FIXED -> schema.getFixedSize() == 0;
                case RECORD -> isEmptyRecord(schema);
                default -> false;
            };
        }

        private boolean isEmptyRecord(Schema schema) {
            Boolean known = emptyRecords.putIfAbsent(schema.getFullName(), false);
            if (known != null) {
                return known;
            }
            boolean empty = schema.getFields().stream().allMatch(field -> isEmpty(field.schema()));
            emptyRecords.put(schema.getFullName(), empty);
            return empty;
        }
    }

    /** Reads a record; its fields' readers are filled in after it is made, because they may need it. */
    final class RecordReader implements DatumReader {
        private final Schema schema;
        private final int freeObjects;
        private final DatumReader[] fields;

        private RecordReader(Schema schema, int freeObjects) {
            this.schema = schema;
            this.freeObjects = freeObjects;
            this.fields = new DatumReader[schema.getFields().size()];
        }

        @Override
        public Object read(AvroInput in) {
            in.enter();
            in.payFor(freeObjects);
            GenericData.Record record = new GenericData.Record(schema);
            for (int i = 0; i < fields.length; i++) {
                record.put(i, fields[i].read(in));
            }
            in.leave();
            return record;
        }
    }
}
