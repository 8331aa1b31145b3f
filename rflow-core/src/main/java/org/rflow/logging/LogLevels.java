package org.rflow.logging;

import java.util.Locale;
import java.util.Optional;
import org.apache.logging.log4j.Level;

/** The levels users may name. */
public final class LogLevels {
    private LogLevels() {}

    /** Reads a level in any case; an {@link IllegalArgumentException} names those there are. */
    public static Level parse(String text) {
        return Optional.ofNullable(Level.getLevel(text.strip().toUpperCase(Locale.ROOT)))
                .orElseThrow(() -> new IllegalArgumentException(
                        "log level '" + text + "' is unknown; it is one of TRACE, DEBUG, INFO, WARN, ERROR, FATAL"));
    }
}
