package org.rflow.cli.bench.ends;

import org.rflow.message.Message;

/** Sends numbered records for a time. */
public final class RecordSource extends TimedSource {
    private static final int AT_ONCE = 100;

    @Override
    protected String help() {
        return "sends numbered records for a time";
    }

    @Override
    Message make(long number, long time) {
        return Message.of(Records.TYPE, Records.of(Records.TYPE.schema(), number, time));
    }

    @Override
    int atOnce() {
        return AT_ONCE;
    }
}
