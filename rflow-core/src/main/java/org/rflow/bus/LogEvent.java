package org.rflow.bus;

import static java.util.Objects.requireNonNull;

/** A log line of WARN or worse, sent up so that the manager can show it. Time is in ms since the epoch. */
public record LogEvent(long timeMillis, String level, String logger, String text) {
    public LogEvent {
        requireNonNull(level, "level");
        requireNonNull(logger, "logger");
        requireNonNull(text, "text");
    }
}
