package org.rflow.cli.chaos;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * One thing to do: so long after the one before, to the one among those that are there that {@code pick} points at (from 0 to 1, the
 * end excluded). {@code length} is how long a pause lasts.
 */
public record Fault(Kind kind, Duration after, double pick, Duration length) {
    /** What can be done. */
    public enum Kind {
        /** SIGKILL to a worker or broker. */
        KILL,
        /** SIGSTOP, and after a while SIGCONT. */
        PAUSE,
        /** A TCP connection between two workers is closed; what was on its way is lost. */
        CUT
    }

    public Fault {
        requireNonNull(kind, "kind");
        requireNonNull(after, "after");
        requireNonNull(length, "length");
        if (pick < 0 || pick >= 1) {
            throw new IllegalArgumentException("pick is " + pick + ", not from 0 to 1");
        }
    }

    /** Which of so many. */
    int index(int count) {
        return (int) (pick * count);
    }
}
