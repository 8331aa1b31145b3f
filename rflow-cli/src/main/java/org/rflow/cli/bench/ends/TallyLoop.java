package org.rflow.cli.bench.ends;

import java.io.IOException;
import java.nio.file.Path;

/** A program that makes messages and gives them to a tally in one thread, for a time. */
public abstract class TallyLoop {
    private static final int CLOCK_EVERY = 100;

    /** Makes one or more messages from {@code next} on and gives them to the tally; returns the number after them. */
    protected abstract long turn(Tally tally, long next, long now) throws IOException;

    /** Runs for the time and leaves a report. */
    public final void run(Timing timing, Path directory, String name) throws IOException {
        Tally tally = Tally.ofMany(timing);
        long next = 0;
        long now = System.nanoTime();
        long end = now + timing.sending().toNanos();
        while (now - end < 0) {
            for (int i = 0; i < CLOCK_EVERY; i++) {
                next = turn(tally, next, now);
            }
            now = System.nanoTime();
        }
        tally.arrived(Payload.end(next), now);
        tally.report().write(directory, name);
    }
}
