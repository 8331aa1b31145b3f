package org.rflow.message;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One step of a message's way through a flow (RF-151). Times are XML-schema dates and times in text, with microseconds:
 * {@code 2026-11-22T10:15:30.123456Z}; other precisions are accepted and brought to this form, a time without a zone is
 * UTC, and anything else is a {@link MessageException}. The context is the component's own bytes.
 */
public record ProcessingEvent(
        String componentInstanceUuid,
        Optional<String> startedAt,
        Optional<String> completedAt,
        Optional<ByteBuffer> context) {
    private static final DateTimeFormatter OUTPUT = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSXXX");
    private static final DateTimeFormatter INPUT = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd'T'HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .optionalStart()
            .appendOffset("+HH:MM", "Z")
            .toFormatter()
            .withResolverStyle(ResolverStyle.STRICT);

    public ProcessingEvent {
        requireNonNull(componentInstanceUuid, "componentInstanceUuid");
        startedAt = startedAt.map(text -> OUTPUT.format(parse(text)));
        completedAt = completedAt.map(text -> OUTPUT.format(parse(text)));
        context = context.map(bytes -> bytes.slice().asReadOnlyBuffer());
    }

    /** An event with nothing but the component's uuid. */
    public static ProcessingEvent of(String componentInstanceUuid) {
        return new ProcessingEvent(componentInstanceUuid, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * An event from the fields of {@code org.rflow.ProcessingEvent} by name; a missing one is null. Times are text,
     * {@link Instant} or {@link OffsetDateTime}; the context is bytes.
     */
    public static ProcessingEvent of(Map<String, ?> fields) {
        Object uuid = fields.get("component_instance_uuid");
        if (uuid == null) {
            throw new MessageException("a processing event needs a component_instance_uuid");
        }
        return new ProcessingEvent(
                uuid.toString(),
                time(fields.get("started_at")),
                time(fields.get("completed_at")),
                bytes(fields.get("context")));
    }

    private static Optional<String> time(@Nullable Object value) {
        if (value instanceof Instant instant) {
            return Optional.of(text(instant));
        }
        return Optional.ofNullable(value).map(Object::toString);
    }

    private static Optional<ByteBuffer> bytes(@Nullable Object value) {
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof byte[] array) {
            return Optional.of(ByteBuffer.wrap(array.clone()));
        }
        if (value instanceof ByteBuffer buffer) {
            return Optional.of(buffer);
        }
        throw new MessageException("the context of a processing event is not bytes but a "
                + value.getClass().getName());
    }

    private static OffsetDateTime parse(String text) {
        try {
            TemporalAccessor time = INPUT.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
            return time instanceof LocalDateTime local ? local.atOffset(ZoneOffset.UTC) : OffsetDateTime.from(time);
        } catch (DateTimeException e) {
            throw new MessageException("invalid date: \"" + text + "\"", e);
        }
    }

    private static String text(Instant time) {
        return OUTPUT.format(time.atOffset(ZoneOffset.UTC));
    }

    public ProcessingEvent withStart(Instant time) {
        return new ProcessingEvent(componentInstanceUuid, Optional.of(text(time)), completedAt, context);
    }

    public ProcessingEvent withCompletion(Instant time) {
        return new ProcessingEvent(componentInstanceUuid, startedAt, Optional.of(text(time)), context);
    }

    /** The same with a copy of the bytes. */
    public ProcessingEvent withContext(byte[] bytes) {
        return new ProcessingEvent(
                componentInstanceUuid, startedAt, completedAt, Optional.of(ByteBuffer.wrap(bytes.clone())));
    }

    public Optional<Instant> startTime() {
        return startedAt.map(text -> parse(text).toInstant());
    }

    public Optional<Instant> completionTime() {
        return completedAt.map(text -> parse(text).toInstant());
    }

    /** Read-only, with a position of its own for each caller. */
    @Override
    public Optional<ByteBuffer> context() {
        return context.map(ByteBuffer::duplicate);
    }
}
