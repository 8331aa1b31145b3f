package org.rflow.logging;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.apache.logging.log4j.core.Filter;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.apache.logging.log4j.core.filter.AbstractFilter;

/**
 * Hands lines to a listener. What the listener itself logs is not handed to it, nor what the loggers log that it works
 * with, on whatever thread.
 */
final class ListenerAppender extends AbstractAppender {
    private final ContextText context;
    private final Consumer<LogLine> listener;
    private final List<String> silentLoggers;
    private final ThreadLocal<Boolean> inside = ThreadLocal.withInitial(() -> false);

    ListenerAppender(ContextText context, Consumer<LogLine> listener, List<String> silentLoggers) {
        super("listener", null, null, true, Property.EMPTY_ARRAY);
        this.context = context;
        this.listener = listener;
        this.silentLoggers = List.copyOf(silentLoggers);
    }

    /** Asked before Log4j asks its own question for recursion, which would complain on stderr. */
    Filter filter() {
        return new AbstractFilter() {
            @Override
            public Result filter(LogEvent event) {
                return inside.get() || isSilent(event.getLoggerName()) ? Result.DENY : Result.NEUTRAL;
            }
        };
    }

    @Override
    public void append(LogEvent event) {
        inside.set(true);
        try {
            listener.accept(line(event));
        } finally {
            inside.remove();
        }
    }

    private boolean isSilent(String logger) {
        return silentLoggers.stream().anyMatch(silent -> logger.equals(silent) || logger.startsWith(silent + "."));
    }

    private LogLine line(LogEvent event) {
        var instant = event.getInstant();
        String message = event.getMessage().getFormattedMessage();
        return new LogLine(
                Instant.ofEpochSecond(instant.getEpochSecond(), instant.getNanoOfSecond()),
                event.getLevel().name(),
                context.of(event),
                event.getLoggerName(),
                event.getThrown() == null ? message : message + ": " + event.getThrown());
    }
}
