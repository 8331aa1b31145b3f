package org.rflow.component;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/** How often a message that a component threw at is given to it again, and after what pause, which doubles up to a minute. */
public record RetryRules(int retries, Duration backoff) {
    public static final RetryRules NONE = new RetryRules(0, Duration.ZERO);

    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final int MOST_DOUBLINGS = 30;

    public RetryRules {
        requireNonNull(backoff, "backoff");
    }

    /** The pause after so many attempts. */
    Duration pause(int attempts) {
        Duration pause = backoff.multipliedBy(1L << Math.min(MOST_DOUBLINGS, attempts - 1));
        Duration longest = backoff.compareTo(LONGEST) > 0 ? backoff : LONGEST;
        return pause.compareTo(longest) < 0 ? pause : longest;
    }

    /** Calls back on the loop, once, after the delay. */
    @FunctionalInterface
    public interface Later {
        void after(Duration delay, Runnable action);
    }
}
