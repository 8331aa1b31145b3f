package org.rflow.cli.bench.ends;

import org.apache.avro.generic.GenericRecord;
import org.rflow.message.BatchReader;
import org.rflow.message.BatchWriter;
import org.rflow.message.DataTypes;
import org.rflow.message.Message;

/** Writes batches of typed messages, header and data, and reads them back, as the two ends of a link do. */
public final class CodecLoop extends TallyLoop {
    private static final int BATCH = 128 << 10;

    private final BatchWriter writer = new BatchWriter(BATCH);
    private final BatchReader reader = new BatchReader();
    private final DataTypes types = new DataTypes();

    public CodecLoop() {
        types.register(Records.TYPE.name(), "avro", Records.SCHEMA);
    }

    @Override
    protected long turn(Tally tally, long next, long now) {
        long number = next;
        writer.begin(1, number);
        while (!writer.isFull()) {
            writer.append(Message.of(Records.TYPE, Records.of(Records.TYPE.schema(), number++, now)));
        }
        reader.wrap(writer.finish(), 0, (fingerprint, name) -> types.find(fingerprint, name));
        while (reader.next()) {
            GenericRecord record = (GenericRecord) reader.message().data();
            tally.arrived(Records.number(record), Records.time(record));
        }
        return number;
    }
}
