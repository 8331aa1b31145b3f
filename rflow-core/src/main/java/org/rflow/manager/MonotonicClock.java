package org.rflow.manager;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/** The system's time when it was made, and from then on even steps: nobody sets this clock. Thread safe. */
final class MonotonicClock implements InstantSource {
    private final LongSupplier nanoTime;
    private final Instant start;
    private final long startNanos;

    MonotonicClock() {
        this(InstantSource.system(), System::nanoTime);
    }

    MonotonicClock(InstantSource wall, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.start = wall.instant();
        this.startNanos = nanoTime.getAsLong();
    }

    @Override
    public Instant instant() {
        return start.plusNanos(nanoTime.getAsLong() - startNanos);
    }
}
