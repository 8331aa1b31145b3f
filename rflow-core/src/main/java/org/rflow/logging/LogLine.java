package org.rflow.logging;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.function.UnaryOperator;

/** A log line as data, for whoever listens beside the file. */
public record LogLine(Instant time, String level, String context, String logger, String message) {
    public LogLine {
        requireNonNull(time, "time");
        requireNonNull(level, "level");
        requireNonNull(context, "context");
        requireNonNull(logger, "logger");
        requireNonNull(message, "message");
    }

    /** The same with a message that went through the mask. */
    LogLine masked(UnaryOperator<String> mask) {
        return new LogLine(time, level, context, logger, mask.apply(message));
    }
}
