package org.rflow.message;

import java.io.ObjectInput;
import java.io.ObjectOutput;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificFixed;

/** Has the shape of what Avro's compiler makes of a fixed. */
public final class Checksum extends SpecificFixed {
    public static final Schema SCHEMA$ = new Schema.Parser()
            .parse("{\"type\":\"fixed\",\"name\":\"Checksum\",\"namespace\":\"org.rflow.message\",\"size\":4}");

    public Checksum() {}

    public Checksum(byte[] bytes) {
        super(bytes);
    }

    @Override
    public Schema getSchema() {
        return SCHEMA$;
    }

    @Override
    public void writeExternal(ObjectOutput out) {
        throw new UnsupportedOperationException("Java's serialization is not used");
    }

    @Override
    public void readExternal(ObjectInput in) {
        throw new UnsupportedOperationException("Java's serialization is not used");
    }
}
