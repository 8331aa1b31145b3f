package org.rflow.connections.zeromq;

/**
 * How many records a receiver lets a sender be ahead: what it processes within {@link #AHEAD_NANOS}, so that a fast receiver never
 * waits for its sender and a slow one does not hold what a sibling could have done. It begins small and at most doubles or
 * halves at each credit. TCP tunes its receive window alike (W. Feng and others, "Dynamic Right-Sizing", 2001). Used
 * only by the loop thread.
 */
final class Window {
    private static final long LEAST = 64;
    /** More than a process that has used up its turn of the processor is kept from running. */
    private static final long AHEAD_NANOS = 50_000_000;

    private final long least;
    private final long most;
    private long records;
    private long sinceNanos;
    private long sinceRecords;

    Window(long most) {
        this.most = most;
        least = Math.min(LEAST, most);
        records = least;
    }

    long records() {
        return records;
    }

    /** There is something to process from now on, and so many records have been processed so far. */
    void begin(long processed, long nowNanos) {
        sinceRecords = processed;
        sinceNanos = nowNanos;
    }

    /** There was something to process all the time since the last call, and so many records have been processed by now. */
    void adapt(long processed, long nowNanos) {
        long done = processed - sinceRecords;
        if (done == 0) {
            return;
        }
        double fitting = (double) done * AHEAD_NANOS / Math.max(1, nowNanos - sinceNanos);
        double bounded = Math.max(records / 2.0, Math.min(records * 2.0, fitting));
        records = Math.max(least, Math.min(most, (long) bounded));
        begin(processed, nowNanos);
    }
}
