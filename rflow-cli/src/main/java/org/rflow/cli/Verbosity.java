package org.rflow.cli;

import org.apache.logging.log4j.Level;

/** The levels of the startup log that {@code -v} takes. */
enum Verbosity {
    DEBUG(Level.DEBUG),
    INFO(Level.INFO),
    WARN(Level.WARN);

    private final Level level;

    Verbosity(Level level) {
        this.level = level;
    }

    Level level() {
        return level;
    }
}
