package org.rflow.message;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.apache.avro.Conversion;
import org.apache.avro.Conversions;
import org.apache.avro.LogicalType;
import org.apache.avro.Resolver;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericContainer;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericEnumSymbol;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;

/**
 * Makes readers that give data of a writer's schema as objects of generated classes. What becomes of each field is Avro's
 * {@code Resolver}'s decision (Avro specification, "Schema Resolution"); reading is ours, over {@link AvroInput}, so that it
 * is held to the same limits as reading into the generic form. Logical types become what the class's model has conversions
 * for. Used once, by one thread; the readers are thread safe.
 */
final class ResolvedReaders {
    private final NamedClasses classes;
    private final SpecificData model;
    private final DatumReader.Maker plain = new DatumReader.Maker();
    private final Map<Resolver.Action, GeneratedRecordReader> records = new HashMap<>();
    private final GenericData defaults = new GenericData();

    ResolvedReaders(Class<? extends SpecificRecord> root, SpecificData model) {
        this.classes = new NamedClasses(root);
        this.model = model;
    }

    DatumReader reader(Resolver.Action action) {
        return reader(action, null);
    }

    /** The reader for what was resolved, with the conversion that the field itself brings. */
    private DatumReader reader(Resolver.Action action, @Nullable Conversion<?> own) {
        return switch (action.type) {
            case WRITER_UNION -> writerUnion((Resolver.WriterUnion) action, own);
            case READER_UNION -> reader(((Resolver.ReaderUnion) action).actualAction, own);
            case ERROR -> error(action.toString());
            case SKIP -> skipping(action.writer);
            default -> converted(unconverted(action), action.reader, own);
        };
    }

    private DatumReader unconverted(Resolver.Action action) {
        return switch (action.type) {
            case PROMOTE -> promoted(action.writer.getType(), action.reader);
            case CONTAINER -> container((Resolver.Container) action);
            case ENUM -> enumeration((Resolver.EnumAdjust) action);
            case RECORD -> record((Resolver.RecordAdjust) action);
            default -> simple(action.reader);
        };
    }

    private static DatumReader error(String reason) {
        return in -> {
            throw new MessageException(reason);
        };
    }

    private DatumReader writerUnion(Resolver.WriterUnion union, @Nullable Conversion<?> own) {
        DatumReader[] branches = new DatumReader[union.actions.length];
        for (int i = 0; i < branches.length; i++) {
            branches[i] = reader(union.actions[i], own);
        }
        return in -> branches[in.readIndex(branches.length, "a union")].read(in);
    }

    private DatumReader converted(DatumReader raw, Schema schema, @Nullable Conversion<?> own) {
        LogicalType logical = schema.getLogicalType();
        if (logical == null) {
            return raw;
        }
        Conversion<?> conversion = own == null ? model.getConversionFor(logical) : own;
        if (conversion == null) {
            return raw;
        }
        return in -> Conversions.convertToLogicalType(raw.read(in), schema, logical, conversion);
    }

    private DatumReader simple(Schema schema) {
        return switch (schema.getType()) {
            case STRING -> string(schema);
            case FIXED -> classes.fixed(schema);
            default -> DatumReader.of(schema);
        };
    }

    private static DatumReader string(Schema schema) {
        Function<AvroInput, Object> text = Texts.of(schema);
        return text::apply;
    }

    private static DatumReader promoted(Schema.Type from, Schema to) {
        return switch (to.getType()) {
            case LONG -> in -> (long) in.readInt();
            case FLOAT -> from == Schema.Type.INT ? in -> (float) in.readInt() : in -> (float) in.readLong();
            case DOUBLE -> toDouble(from);
            case STRING -> string(to);
            case BYTES -> AvroInput::readBytes;
            default -> error("no promotion from " + from + " to " + to.getType());
        };
    }

    private static DatumReader toDouble(Schema.Type from) {
        return switch (from) {
            case INT -> in -> (double) in.readInt();
            case LONG -> in -> (double) in.readLong();
            default -> in -> (double) in.readFloat();
        };
    }

    private DatumReader enumeration(Resolver.EnumAdjust action) {
        Object[] constants = classes.constants(action.reader);
        int[] adjustments = action.adjustments;
        return in -> {
            int written = in.readIndex(adjustments.length, "an enum");
            int index = adjustments[written];
            if (index < 0) {
                throw new MessageException("enum " + action.reader.getFullName() + " has no symbol "
                        + action.writer.getEnumSymbols().get(written));
            }
            return constants[index];
        };
    }

    private DatumReader container(Resolver.Container action) {
        DatumReader item = reader(action.elementAction, null);
        return action.reader.getType() == Schema.Type.ARRAY
                ? array(item, plain.isEmpty(action.writer.getElementType()))
                : map(item, Texts.ofKeys(action.reader));
    }

    private static DatumReader array(DatumReader item, boolean emptyItems) {
        ToIntFunction<AvroInput> block = emptyItems ? AvroInput::readEmptyBlock : AvroInput::readBlock;
        return in -> {
            in.enter();
            var array = new ArrayList<@Nullable Object>();
            for (int left = block.applyAsInt(in); left > 0; left = block.applyAsInt(in)) {
                for (; left > 0; left--) {
                    array.add(item.read(in));
                }
            }
            in.leave();
            return array;
        };
    }

    private static DatumReader map(DatumReader value, Function<AvroInput, Object> key) {
        return in -> {
            in.enter();
            var map = new LinkedHashMap<Object, @Nullable Object>();
            for (int left = in.readBlock(); left > 0; left = in.readBlock()) {
                for (; left > 0; left--) {
                    map.put(key.apply(in), value.read(in));
                }
            }
            in.leave();
            return map;
        };
    }

    private DatumReader record(Resolver.RecordAdjust action) {
        GeneratedRecordReader known = records.get(action);
        if (known != null) {
            return known;
        }
        Supplier<IndexedRecord> maker = classes.records(action.reader);
        int steps = action.fieldActions.length + action.defaults.length;
        GeneratedRecordReader reader = new GeneratedRecordReader(maker, steps, 1 + freeFields(action));
        records.put(action, reader);
        IntFunction<@Nullable Conversion<?>> conversions =
                maker.get() instanceof SpecificRecordBase record ? record::getConversion : position -> null;
        int next = 0;
        for (Resolver.Action field : action.fieldActions) {
            if (field.type == Resolver.Action.Type.SKIP) {
                reader.then(GeneratedRecordReader.NOWHERE, reader(field, null));
            } else {
                int position = action.readerOrder[next++].pos();
                reader.then(position, reader(field, conversions.apply(position)));
            }
        }
        for (; next < action.readerOrder.length; next++) {
            Schema.Field field = action.readerOrder[next];
            reader.then(field.pos(), defaultOf(field, conversions.apply(field.pos())));
        }
        return reader;
    }

    /** How many of a record's fields take no bytes and may be objects all the same. */
    private int freeFields(Resolver.RecordAdjust action) {
        int empty = action.defaults.length;
        for (Resolver.Action field : action.fieldActions) {
            empty += plain.isEmpty(field.writer) ? 1 : 0;
        }
        return empty;
    }

    /** Reads nothing. What can be changed is made anew for every record. */
    private DatumReader defaultOf(Schema.Field field, @Nullable Conversion<?> own) {
        Schema schema = field.schema();
        DataType type = DataType.of(field.name(), schema);
        Object generic = defaults.getDefaultValue(field);
        WireBuffer out = new WireBuffer(64);
        AvroCodec.encode(type, generic, out);
        byte[] bytes = out.toArray();
        DatumReader reader = reader(Resolver.resolve(schema, schema, defaults), own);
        Object first = reader.read(new AvroInput().wrap(bytes, 0, bytes.length));
        return isMutable(first) ? in -> reader.read(new AvroInput().wrap(bytes, 0, bytes.length)) : in -> first;
    }

    private static boolean isMutable(@Nullable Object value) {
        return value instanceof ByteBuffer
                || value instanceof Collection<?>
                || value instanceof Map<?, ?>
                || (value instanceof GenericContainer && !(value instanceof GenericEnumSymbol<?>));
    }

    /** Steps over a field that the class does not have. */
    private static DatumReader skipping(Schema schema) {
        return switch (schema.getType()) {
            case STRING, BYTES -> in -> in.skip(in.readLength());
            case FIXED -> {
                int size = schema.getFixedSize();
                yield in -> in.skip(size);
            }
            default -> DatumReader.of(schema);
        };
    }
}
