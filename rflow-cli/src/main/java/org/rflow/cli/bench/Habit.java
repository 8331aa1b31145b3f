package org.rflow.cli.bench;

import java.time.Duration;
import org.rflow.cli.bench.ends.Timing;

/** How often a measure is repeated. */
enum Habit {
    /** As often as the request says. */
    USUAL,
    /** Three times as often, but in the quick form: it looks for less than what the machine moves by itself. */
    THREEFOLD,
    /** Once, and only when it is asked for by name, since it takes long. */
    WHEN_NAMED;

    private static final int MORE = 3;
    private static final Duration FIRST = Duration.ofMinutes(1);

    int repetitions(BenchRequest request) {
        return switch (this) {
            case USUAL -> request.repetitions();
            case THREEFOLD -> request.isQuick() ? request.repetitions() : MORE * request.repetitions();
            case WHEN_NAMED -> 1;
        };
    }

    /** The one that takes long measures from its first minute on, or from the middle when it is shorter than two. */
    Timing timing(BenchRequest request) {
        if (this != WHEN_NAMED) {
            return request.timing();
        }
        Duration half = request.endurance().dividedBy(2);
        Duration first = half.compareTo(FIRST) < 0 ? half : FIRST;
        return new Timing(first, request.endurance().minus(first));
    }
}
