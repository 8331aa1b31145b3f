package org.rflow.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.core.time.MutableInstant;
import org.apache.logging.log4j.message.SimpleMessage;
import org.apache.logging.log4j.spi.MutableThreadContextStack;
import org.junit.jupiter.api.Test;

final class LineFormatTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.000123456Z");
    private static final ContextText CONTEXT = new ContextText("app", 9);

    @Test
    void writesLevelDateContextPidAndMessage() {
        LineFormat format = new OwnLineFormat(CONTEXT, 4711, ZoneOffset.UTC);

        assertThat(format.format(event(Level.WARN, NOON)))
                .isEqualTo("WARN  [2026-03-01T12:00:00.000123Z] app       (4711 ) - hello\n");
    }

    @Test
    void writesTheOffsetOfTheZoneOnBothSidesOfAClockChange() {
        LineFormat format = new OwnLineFormat(CONTEXT, 1234567, ZoneId.of("Europe/Berlin"));

        assertThat(format.format(event(Level.ERROR, Instant.parse("2026-03-29T00:59:59.999999Z"))))
                .isEqualTo("ERROR [2026-03-29T01:59:59.999999+01:00] app       (1234567) - hello\n");
        assertThat(format.format(event(Level.ERROR, Instant.parse("2026-03-29T01:00:00Z"))))
                .isEqualTo("ERROR [2026-03-29T03:00:00.000000+02:00] app       (1234567) - hello\n");
    }

    @Test
    void showsTheWholeStackOfContextsInsteadOfTheName() {
        LineFormat format = new OwnLineFormat(CONTEXT, 4711, ZoneOffset.UTC);

        assertThat(format.format(event(Level.INFO, NOON, "parsing-2", "csv")))
                .isEqualTo("INFO  [2026-03-01T12:00:00.000123Z] parsing-2 csv (4711 ) - hello\n");
    }

    @Test
    void putsTheStackTraceBelowTheLine() {
        LineFormat format = new OwnLineFormat(CONTEXT, 4711, ZoneOffset.UTC);
        LogEvent event = builder(Level.INFO, NOON)
                .setThrown(new IllegalStateException("broken"))
                .build();

        assertThat(format.format(event).lines()).element(1).isEqualTo("java.lang.IllegalStateException: broken");
        assertThat(format.format(event)).endsWith("\n");
    }

    @Test
    void followsAPatternWithTheContextInIt() {
        LogEvent event = event(Level.INFO, NOON, "w-1");

        assertThat(new PatternLineFormat("%p|%x|%-5x|%6x|%%x|%m", CONTEXT).format(event))
                .isEqualTo("INFO|w-1      |w-1  |   w-1|%x|hello\n");
        assertThat(new PatternLineFormat("%m%n", CONTEXT).format(event)).isEqualTo("hello\n");
    }

    private static LogEvent event(Level level, Instant time, String... contexts) {
        return builder(level, time)
                .setContextStack(new MutableThreadContextStack(List.of(contexts)))
                .build();
    }

    private static Log4jLogEvent.Builder builder(Level level, Instant time) {
        MutableInstant instant = new MutableInstant();
        instant.initFromEpochSecond(time.getEpochSecond(), time.getNano());
        return Log4jLogEvent.newBuilder()
                .setLoggerName("org.example")
                .setLevel(level)
                .setInstant(instant)
                .setMessage(new SimpleMessage("hello"));
    }
}
