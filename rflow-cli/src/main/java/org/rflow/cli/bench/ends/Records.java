package org.rflow.cli.bench.ends;

import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.rflow.message.DataType;

/** The typed messages that are measured: a number, a time and a text, together about 100 bytes in Avro. */
public final class Records {
    public static final int NUMBER = 0;
    public static final int TIME = 1;
    public static final int TEXT = 2;
    /** Fields may be read as {@code String} by readers that would give Avro's own {@code Utf8} otherwise. */
    public static final String SCHEMA = "{\"type\":\"record\",\"name\":\"Reading\",\"namespace\":\"org.rflow.bench\","
            + "\"fields\":[{\"name\":\"number\",\"type\":\"long\"},{\"name\":\"time\",\"type\":\"long\"},"
            + "{\"name\":\"text\",\"type\":{\"type\":\"string\",\"avro.java.string\":\"String\"}}]}";

    static final DataType TYPE = DataType.of("RFlow::Bench::Reading", SCHEMA);

    private static final String SAID =
            "the quick brown fox jumps over the lazy dog, and the dog does not mind, as ever";

    private Records() {}

    public static GenericRecord of(Schema schema, long number, long time) {
        GenericRecord record = new GenericData.Record(schema);
        record.put(NUMBER, number);
        record.put(TIME, time);
        record.put(TEXT, SAID);
        return record;
    }

    /** What a transforming component does: a new record with another text. */
    public static GenericRecord transformed(GenericRecord record) {
        String text = (String) record.get(TEXT);
        GenericRecord other = new GenericData.Record(record.getSchema());
        other.put(NUMBER, record.get(NUMBER));
        other.put(TIME, record.get(TIME));
        other.put(TEXT, "T" + text.substring(1));
        return other;
    }

    public static long number(GenericRecord record) {
        return (long) record.get(NUMBER);
    }

    public static long time(GenericRecord record) {
        return (long) record.get(TIME);
    }
}
