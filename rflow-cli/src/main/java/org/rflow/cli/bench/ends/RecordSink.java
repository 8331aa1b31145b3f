package org.rflow.cli.bench.ends;

import org.apache.avro.generic.GenericRecord;
import org.rflow.message.Message;

/** Takes numbered records, checks and measures them, and leaves a report. */
public final class RecordSink extends MeasuringSink {
    @Override
    protected String help() {
        return "checks and measures numbered records";
    }

    @Override
    void take(Message message, Tally tally) {
        GenericRecord record = (GenericRecord) message.data();
        tally.arrived(Records.number(record), Records.time(record));
    }

    @Override
    Tally tally(Timing timing) {
        return Tally.ofMany(timing);
    }
}
