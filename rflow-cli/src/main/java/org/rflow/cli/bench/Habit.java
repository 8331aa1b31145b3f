package org.rflow.cli.bench;

/** How often a measure is repeated. */
enum Habit {
    /** As often as the request says. */
    USUAL,
    /** Three times as often: it looks for a difference that is smaller than what the machine moves by itself. */
    THREEFOLD,
    /** Once, and only when it is asked for by name, since it takes long. */
    WHEN_NAMED;

    private static final int MORE = 3;

    int repetitions(BenchRequest request) {
        return switch (this) {
            case USUAL -> request.repetitions();
            case THREEFOLD -> MORE * request.repetitions();
            case WHEN_NAMED -> 1;
        };
    }
}
