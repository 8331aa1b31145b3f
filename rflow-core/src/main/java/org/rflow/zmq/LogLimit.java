package org.rflow.zmq;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Lets one log line through an interval and counts those it holds back, so that a hostile peer cannot fill a disk.
 * Thread safe.
 */
public final class LogLimit {
    private final long intervalNanos;
    private final LongSupplier nanoTime;
    private long nextNanos;
    private long heldBack;

    public LogLimit(Duration interval) {
        this(interval, System::nanoTime);
    }

    public LogLimit(Duration interval, LongSupplier nanoTime) {
        this.intervalNanos = interval.toNanos();
        this.nanoTime = nanoTime;
        this.nextNanos = nanoTime.getAsLong();
    }

    /** Whether a line may be logged now: −1 when not, else how many were held back since the last one. */
    public synchronized long ask() {
        long now = nanoTime.getAsLong();
        if (now - nextNanos < 0) {
            heldBack++;
            return -1;
        }
        long before = heldBack;
        heldBack = 0;
        nextNanos = now + intervalNanos;
        return before;
    }
}
