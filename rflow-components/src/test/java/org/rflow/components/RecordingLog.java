package org.rflow.components;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;
import org.rflow.testing.TestingContext;

/** The lines that components under test log, as {@code LEVEL text}, until it is closed. */
final class RecordingLog implements AutoCloseable {
    private static final String LOGGER = TestingContext.class.getName();

    private final LoggerContext context = LoggerContext.getContext(false);
    private final List<String> lines = new CopyOnWriteArrayList<>();

    RecordingLog(Level level) {
        Lines appender = new Lines();
        appender.start();
        LoggerConfig config = new LoggerConfig(LOGGER, level, false);
        config.addAppender(appender, null, null);
        context.getConfiguration().addLogger(LOGGER, config);
        context.updateLoggers();
    }

    List<String> lines() {
        return lines;
    }

    @Override
    public void close() {
        context.getConfiguration().removeLogger(LOGGER);
        context.updateLoggers();
    }

    private final class Lines extends AbstractAppender {
        Lines() {
            super("lines", null, null, false, Property.EMPTY_ARRAY);
        }

        @Override
        public void append(LogEvent event) {
            lines.add(event.getLevel() + " " + event.getMessage().getFormattedMessage());
        }
    }
}
