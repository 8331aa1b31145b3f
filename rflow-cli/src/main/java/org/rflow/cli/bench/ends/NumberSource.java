package org.rflow.cli.bench.ends;

import org.rflow.component.ComponentContext;
import org.rflow.component.Option;
import org.rflow.message.Message;

/** Sends numbered raw messages for a time. */
public final class NumberSource extends TimedSource {
    private static final int MOST_AT_ONCE = 100;
    private static final int BYTES_AT_ONCE = 64 << 10;

    private final Option<Long> size = option("size").integer().defaultsTo("100").help("bytes of each message");

    private int bytes;

    @Override
    protected String help() {
        return "sends numbered messages for a time";
    }

    @Override
    protected void configure(ComponentContext context) {
        bytes = size.get().intValue();
    }

    @Override
    Message make(long number, long time) {
        return Message.of(Payload.of(bytes, number, time));
    }

    @Override
    int atOnce() {
        return Math.max(1, Math.min(MOST_AT_ONCE, BYTES_AT_ONCE / bytes));
    }
}
