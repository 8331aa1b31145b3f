package org.rflow.cli;

import org.apache.logging.log4j.Level;

/** The levels of the startup log that {@code -v} takes. */
enum Verbosity {
    DEBUG,
    INFO,
    WARN;

    Level level() {
        return Level.valueOf(name());
    }
}
