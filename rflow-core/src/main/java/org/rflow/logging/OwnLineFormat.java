package org.rflow.logging;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.apache.logging.log4j.core.LogEvent;

/**
 * RFlow's own line, {@code WARN  [2026-03-01T12:00:00.123456+01:00] parsing-2 (4711 ) - message}, with a stack trace
 * below when there is one.
 */
final class OwnLineFormat implements LineFormat {
    private static final int LEVEL_WIDTH = 5;
    private static final int PID_WIDTH = 5;
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");
    private static final DateTimeFormatter OFFSET = DateTimeFormatter.ofPattern("XXX");

    private final ContextText context;
    private final String pid;
    private final ZoneId zone;
    // most lines fall into the second of the line before
    private volatile Second second = new Second(Long.MIN_VALUE, "", "");

    OwnLineFormat(ContextText context, long pid, ZoneId zone) {
        this.context = context;
        this.pid = " (" + ContextText.padded(Long.toString(pid), PID_WIDTH) + ") - ";
        this.zone = zone;
    }

    @Override
    public String format(LogEvent event) {
        StringBuilder line = new StringBuilder(128);
        line.append(ContextText.padded(event.getLevel().name(), LEVEL_WIDTH)).append(" [");
        appendDate(line, event.getInstant().getEpochSecond(), event.getInstant().getNanoOfSecond() / 1000);
        line.append("] ").append(context.padded(event)).append(pid);
        line.append(event.getMessage().getFormattedMessage()).append('\n');
        if (event.getThrown() != null) {
            StringWriter trace = new StringWriter();
            event.getThrown().printStackTrace(new PrintWriter(trace));
            line.append(trace);
        }
        return line.toString();
    }

    private void appendDate(StringBuilder line, long epochSecond, int micros) {
        Second now = second;
        if (now.epochSecond != epochSecond) {
            OffsetDateTime date =
                    Instant.ofEpochSecond(epochSecond).atZone(zone).toOffsetDateTime();
            now = new Second(epochSecond, SECONDS.format(date), OFFSET.format(date));
            second = now;
        }
        String digits = Integer.toString(micros);
        line.append(now.text)
                .append('.')
                .append("000000", digits.length(), 6)
                .append(digits)
                .append(now.offset);
    }

    private record Second(long epochSecond, String text, String offset) {}
}
