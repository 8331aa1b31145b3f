package com.example;

import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecordBase;

/** Has the shape of what Avro's compiler makes of the schema in {@code docs/component.md}. */
public final class Reading extends SpecificRecordBase {
    public static final Schema SCHEMA$ = new Schema.Parser().parse("""
            {"type": "record", "name": "Reading", "namespace": "com.example", "fields": [
              {"name": "sensor", "type": {"type": "string", "avro.java.string": "String"}},
              {"name": "celsius", "type": "double"},
              {"name": "alarm", "type": "boolean", "default": false}]}
            """);

    private String sensor = "";
    private double celsius;
    private boolean alarm;

    public Reading() {}

    public Reading(String sensor, Double celsius, Boolean alarm) {
        this.sensor = sensor;
        this.celsius = celsius;
        this.alarm = alarm;
    }

    public String getSensor() {
        return sensor;
    }

    public double getCelsius() {
        return celsius;
    }

    @Override
    public Schema getSchema() {
        return SCHEMA$;
    }

    @Override
    public Object get(int field) {
        return switch (field) {
            case 0 -> sensor;
            case 1 -> celsius;
            default -> alarm;
        };
    }

    @Override
    public void put(int field, Object value) {
        switch (field) {
            case 0 -> sensor = value.toString();
            case 1 -> celsius = (Double) value;
            default -> alarm = (Boolean) value;
        }
    }
}
