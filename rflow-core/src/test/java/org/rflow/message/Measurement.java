package org.rflow.message;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.Conversion;
import org.apache.avro.Conversions;
import org.apache.avro.Schema;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;

/** Has the shape of what Avro's compiler makes of {@link #SCHEMA$}, with something of every kind in it. */
public final class Measurement extends SpecificRecordBase {
    public static final Schema SCHEMA$ = new Schema.Parser().parse("""
            {"type":"record","name":"Measurement","namespace":"org.rflow.message","fields":[
              {"name":"number","type":"long"},
              {"name":"at","type":{"type":"long","logicalType":"timestamp-millis"}},
              {"name":"name","type":{"type":"string","avro.java.string":"String"}},
              {"name":"remark","type":["null","string"],"default":null},
              {"name":"quality","type":{"type":"enum","name":"Quality","symbols":["GOOD","BAD","UNKNOWN"],"default":"UNKNOWN"},
               "default":"GOOD"},
              {"name":"checksum","type":{"type":"fixed","name":"Checksum","size":4}},
              {"name":"price","type":{"type":"bytes","logicalType":"decimal","precision":9,"scale":2}},
              {"name":"place","type":["null",{"type":"record","name":"Place","fields":[
                {"name":"x","type":"int"},
                {"name":"y","type":"double"},
                {"name":"inside","type":["null","Place"],"default":null}]}]},
              {"name":"values","type":{"type":"array","items":"float"},"default":[]},
              {"name":"tags","type":{"type":"map","values":["null","boolean","Place"],"avro.java.string":"String"},
               "default":{}},
              {"name":"times","type":{"type":"array","items":{"type":"long","logicalType":"timestamp-millis"}},"default":[]},
              {"name":"big","type":{"type":"string","java-class":"java.math.BigDecimal"},"default":"1"},
              {"name":"raw","type":["bytes","long"],"default":"AB"}]}""");

    private static final SpecificData MODEL$ = new SpecificData();

    static {
        MODEL$.addLogicalTypeConversion(new TimeConversions.TimestampMillisConversion());
        MODEL$.addLogicalTypeConversion(new Conversions.DecimalConversion());
    }

    private static final @Nullable Conversion<?>[] CONVERSIONS = {
        null,
        new TimeConversions.TimestampMillisConversion(),
        null,
        null,
        null,
        null,
        new Conversions.DecimalConversion()
    };

    private final @Nullable Object[] fields = new Object[SCHEMA$.getFields().size()];

    @Override
    public Schema getSchema() {
        return SCHEMA$;
    }

    @Override
    public @Nullable Object get(int field) {
        return fields[field];
    }

    @Override
    @SuppressWarnings("unchecked")
    public void put(int field, @Nullable Object value) {
        fields[field] = switch (field) {
            case 0 -> (Long) value;
            case 1 -> (Instant) value;
            case 2 -> value == null ? null : value.toString();
            case 3 -> (CharSequence) value;
            case 4 -> (Quality) value;
            case 5 -> (Checksum) value;
            case 6, 11 -> (BigDecimal) value;
            case 7 -> (Place) value;
            case 8 -> (List<Float>) value;
            case 9 -> (Map<String, Object>) value;
            case 10 -> (List<Instant>) value;
            default -> value;
        };
    }

    @Override
    public @Nullable Conversion<?> getConversion(int field) {
        return field < CONVERSIONS.length ? CONVERSIONS[field] : null;
    }

    /** A small one in which everything is set. */
    static Measurement sample(long number) {
        Measurement made = new Measurement();
        made.put("number", number);
        made.put("at", Instant.ofEpochMilli(1_700_000_000_000L + number));
        made.put("name", "sensor " + number);
        made.put("quality", Quality.BAD);
        made.put("checksum", new Checksum(new byte[] {1, 2, 3, (byte) number}));
        made.put("price", new BigDecimal("12.34"));
        made.put("place", new Place(3, 4.5, new Place(1, 2, null)));
        made.put("values", List.of(1.5f, 2f));
        made.put("tags", Map.of("new", true));
        made.put("times", List.of(Instant.ofEpochMilli(number)));
        made.put("big", new BigDecimal("1e100"));
        made.put("raw", ByteBuffer.wrap(new byte[] {9, 8}));
        return made;
    }
}
