package org.rflow.cli.bench.ends;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/** How long the receiver lets the path warm up, from the first message on, and how long it then measures. */
public record Timing(Duration warmUp, Duration window) {
    /** Nobody begins at the same moment. */
    private static final Duration MARGIN = Duration.ofMillis(300);

    public Timing {
        requireNonNull(warmUp, "warmUp");
        requireNonNull(window, "window");
    }

    /** How long the sender sends, from its first message on: a little longer than the receiver measures. */
    public Duration sending() {
        return warmUp.plus(window).plus(MARGIN);
    }
}
