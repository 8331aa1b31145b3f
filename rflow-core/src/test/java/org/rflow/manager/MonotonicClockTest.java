package org.rflow.manager;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class MonotonicClockTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @Test
    void goesOnEvenlyWhenSomebodySetsTheSystemsClock() {
        AtomicReference<Instant> wall = new AtomicReference<>(NOON);
        AtomicLong nanos = new AtomicLong(-5);
        MonotonicClock clock = new MonotonicClock(wall::get, nanos::get);

        wall.set(NOON.minus(Duration.ofHours(3)));
        nanos.addAndGet(2_000_000_000L);

        assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(2));
    }
}
