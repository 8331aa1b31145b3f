package org.rflow.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A clock that stands still until it is advanced, and then calls the timers that are due, in order of time and with the
 * clock at that time. Used by one thread.
 */
public final class TestingClock implements InstantSource {
    /** Where every testing clock begins. */
    public static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");

    private final List<Timer> timers = new ArrayList<>();
    private Instant now = BEGINNING;
    private long made;

    @Override
    public Instant instant() {
        return now;
    }

    /** Calls the action once, when the clock has been advanced so far. Running it removes it; so does the answer. */
    public Runnable after(Duration delay, Runnable action) {
        Timer timer = new Timer(now.plus(delay), made++, action);
        timers.add(timer);
        return () -> timers.remove(timer);
    }

    /** Moves the time on and calls what becomes due on the way, also what those calls set up. */
    public void advance(Duration time) {
        Instant end = now.plus(time);
        for (Optional<Timer> next = next(end); next.isPresent(); next = next(end)) {
            timers.remove(next.get());
            now = next.get().due();
            next.get().action().run();
        }
        now = end;
    }

    private Optional<Timer> next(Instant end) {
        return timers.stream()
                .filter(timer -> !timer.due().isAfter(end))
                .min(Comparator.comparing(Timer::due).thenComparing(Timer::number));
    }

    /** Timers that wait. */
    public int waiting() {
        return timers.size();
    }

    private record Timer(Instant due, long number, Runnable action) {}
}
