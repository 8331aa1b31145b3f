package org.rflow.cli.bench.ends;

import java.time.Duration;

/** Which messages of a fixed rate are due, and when each should have been sent: the first at the first look. */
public final class Pace {
    /** How long a paced sender sleeps between two looks. */
    public static final long NAP_NANOS = 50_000;

    private static final double SECOND = 1e9;

    private final double nanosEach;
    private final long sendingNanos;
    private long start;
    private long sent;
    private boolean begun;

    public Pace(long perSecond, Duration sending) {
        this.nanosEach = SECOND / perSecond;
        this.sendingNanos = sending.toNanos();
    }

    /** How many more should have been sent by now. */
    public long due(long now) {
        if (!begun) {
            begun = true;
            start = now;
        }
        return (long) ((now - start) / nanosEach) + 1 - sent;
    }

    /** Takes the next message as sent; the answer is the time it should have been sent at. */
    public long take() {
        return start + (long) (nanosEach * sent++);
    }

    public long sent() {
        return sent;
    }

    public boolean isOver(long now) {
        return begun && now - start >= sendingNanos;
    }
}
