package org.rflow.message;

import org.apache.avro.Schema;
import org.apache.avro.generic.GenericEnumSymbol;

/** Has the shape of what Avro's compiler makes of an enum. */
public enum Quality implements GenericEnumSymbol<Quality> {
    GOOD,
    BAD,
    UNKNOWN;

    @Override
    public Schema getSchema() {
        return Measurement.SCHEMA$.getField("quality").schema();
    }
}
