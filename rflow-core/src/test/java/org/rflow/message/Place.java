package org.rflow.message;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.Schema;
import org.apache.avro.io.Encoder;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;

/** Has the shape of what Avro's compiler makes with "custom coders": it encodes itself. */
public final class Place extends SpecificRecordBase {
    public static final Schema SCHEMA$ = new Schema.Parser().parse("""
            {"type":"record","name":"Place","namespace":"org.rflow.message","fields":[
              {"name":"x","type":"int"},
              {"name":"y","type":"double"},
              {"name":"inside","type":["null","Place"],"default":null}]}""");

    /** How often a place encoded itself. */
    static final AtomicInteger ENCODED = new AtomicInteger();

    private int x;
    private double y;
    private @Nullable Place inside;

    public Place() {}

    public Place(int x, double y, @Nullable Place inside) {
        this.x = x;
        this.y = y;
        this.inside = inside;
    }

    @Override
    public Schema getSchema() {
        return SCHEMA$;
    }

    @Override
    public @Nullable Object get(int field) {
        return switch (field) {
            case 0 -> x;
            case 1 -> y;
            default -> inside;
        };
    }

    @Override
    public void put(int field, Object value) {
        switch (field) {
            case 0 -> x = (Integer) value;
            case 1 -> y = (Double) value;
            default -> inside = (Place) value;
        }
    }

    @Override
    protected boolean hasCustomCoders() {
        return true;
    }

    @Override
    public void customEncode(Encoder out) throws IOException {
        ENCODED.incrementAndGet();
        out.writeInt(x);
        out.writeDouble(y);
        if (inside == null) {
            out.writeIndex(0);
            out.writeNull();
        } else {
            out.writeIndex(1);
            inside.customEncode(out);
        }
    }
}
