package org.rflow.manager;

import java.time.Instant;
import java.time.InstantSource;

/** The system's time when it was made, and from then on even steps: nobody sets this clock. Thread safe. */
final class MonotonicClock implements InstantSource {
    private final Instant start = Instant.now();
    private final long nanos = System.nanoTime();

    @Override
    public Instant instant() {
        return start.plusNanos(System.nanoTime() - nanos);
    }
}
