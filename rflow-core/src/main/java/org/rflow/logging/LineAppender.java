package org.rflow.logging;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;

/** Formats an event and hands it to the file and the console, each in one write. */
final class LineAppender extends AbstractAppender {
    private final LineFormat format;
    private final Sink sink;

    /** Takes a line. Called by several threads at once. */
    @FunctionalInterface
    interface Sink {
        void write(byte[] line) throws IOException;
    }

    LineAppender(LineFormat format, Sink sink) {
        super("lines", null, null, true, Property.EMPTY_ARRAY);
        this.format = format;
        this.sink = sink;
    }

    @Override
    public void append(LogEvent event) {
        try {
            sink.write(format.format(event).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // Log4j writes the first few of these to stderr
            throw new UncheckedIOException(e);
        }
    }
}
