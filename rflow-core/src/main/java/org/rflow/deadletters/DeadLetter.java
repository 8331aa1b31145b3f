package org.rflow.deadletters;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;

/**
 * A message that a component could not process, with all that is known of why. {@code number} counts those of one worker
 * from 1; it is 0 before the letter is written. {@code type} is the name of the data type and {@code bytes} what {@code form}
 * says.
 */
public record DeadLetter(
        long number,
        Instant time,
        String worker,
        String component,
        String port,
        Optional<String> key,
        String connection,
        String cause,
        String stack,
        int attempts,
        String identity,
        String type,
        Form form,
        ByteBuffer bytes) {
    /** What the bytes are. */
    public enum Form {
        /** An {@code org.rflow.Message}. */
        ENVELOPE,
        /** A whole batch of messages that could not be read. */
        BATCH,
        /** The message could not be written down. */
        NOTHING
    }

    public DeadLetter {
        requireNonNull(time, "time");
        requireNonNull(worker, "worker");
        requireNonNull(component, "component");
        requireNonNull(port, "port");
        requireNonNull(key, "key");
        requireNonNull(connection, "connection");
        requireNonNull(cause, "cause");
        requireNonNull(stack, "stack");
        requireNonNull(identity, "identity");
        requireNonNull(type, "type");
        requireNonNull(form, "form");
        bytes = bytes.slice().asReadOnlyBuffer();
    }

    /** How users name it: {@code parse-1/17}. */
    public String name() {
        return worker + "/" + number;
    }

    /** Read-only, with a position of its own for each caller. */
    @Override
    public ByteBuffer bytes() {
        return bytes.duplicate();
    }

    /** Whether it can be given to its component again. */
    public boolean isReplayable() {
        return form == Form.ENVELOPE;
    }

    DeadLetter numbered(long newNumber) {
        return new DeadLetter(
                newNumber,
                time,
                worker,
                component,
                port,
                key,
                connection,
                cause,
                stack,
                attempts,
                identity,
                type,
                form,
                bytes);
    }
}
