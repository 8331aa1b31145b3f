package org.rflow.model;

import static java.util.Objects.requireNonNull;

import java.util.UUID;

/**
 * One end of a connection in figures, cumulative since the worker started. {@code inFlight} at a sender: appended or
 * sent and not yet known to be processed; at a receiver: taken from the wire and not yet processed, also what a component
 * holds. {@code messages} at a sender: handed to the connection (a broadcast to 3 counts 3); at a receiver: processed. Where at-least-once is
 * promised {@code acknowledged} are those that are safe, and {@code redelivered} at a sender those that were sent once more; at a
 * receiver those that came once more and were left out, because they were in the component's state already.
 */
public record Counts(
        UUID connection,
        PortDirection end,
        long messages,
        long bytes,
        long inFlight,
        long dropped,
        long overruns,
        long acknowledged,
        long redelivered) {
    public Counts {
        requireNonNull(connection, "connection");
        requireNonNull(end, "end");
    }

    /** The same, when so many of the messages are not processed after all. */
    public Counts withUnfinished(long unfinished) {
        long held = Math.min(unfinished, messages);
        return new Counts(
                connection, end, messages - held, bytes, inFlight + held, dropped, overruns, acknowledged, redelivered);
    }

    public Counts withSafety(long newAcknowledged, long newRedelivered) {
        return new Counts(
                connection, end, messages, bytes, inFlight, dropped, overruns, newAcknowledged, newRedelivered);
    }
}
