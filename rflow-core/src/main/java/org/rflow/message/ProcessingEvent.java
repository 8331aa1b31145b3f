package org.rflow.message;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * One step of a message's way through a flow (RF-151). Times are the text that travelled, normally
 * {@code 2026-11-22T10:15:30.123456Z}; the context is the component's own and read-only.
 */
public record ProcessingEvent(
        String componentInstanceUuid,
        Optional<String> startedAt,
        Optional<String> completedAt,
        Optional<ByteBuffer> context) {
    public ProcessingEvent {
        requireNonNull(componentInstanceUuid, "componentInstanceUuid");
        requireNonNull(startedAt, "startedAt");
        requireNonNull(completedAt, "completedAt");
        context = context.map(bytes -> bytes.slice().asReadOnlyBuffer());
    }
}
