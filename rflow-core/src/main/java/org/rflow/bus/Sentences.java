package org.rflow.bus;

import java.time.Duration;

/** Pieces of sentences for users. */
final class Sentences {
    private Sentences() {}

    /** {@code 60 s}, or {@code 250 ms} when that is more exact. */
    static String of(Duration duration) {
        long millis = duration.toMillis();
        return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
    }
}
