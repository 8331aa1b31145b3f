package org.rflow.cli.bench.raw;

import org.rflow.cli.bench.ends.Payload;
import org.rflow.cli.bench.ends.Tally;
import org.rflow.cli.bench.ends.TallyLoop;

/** Makes messages and hands each to the tally at once: what is left when nothing lies between. */
final class RawLoop extends TallyLoop {
    private final int size;

    RawLoop(int size) {
        this.size = size;
    }

    @Override
    protected long turn(Tally tally, long next, long now) {
        byte[] message = Payload.of(size, next, now);
        tally.arrived(Payload.number(message, 0), Payload.time(message, 0));
        return next + 1;
    }
}
