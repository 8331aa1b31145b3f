package org.rflow.model;

import static java.util.Objects.requireNonNull;

import java.util.UUID;

/**
 * One end of a connection in figures, cumulative since the worker started. {@code inFlight} at a sender: appended or
 * sent and not yet known to be processed; at a receiver: taken from the wire and not yet processed. {@code messages} at a
 * sender: handed to the connection (a broadcast to 3 counts 3); at a receiver: handed to the component.
 */
public record Counts(
        UUID connection, PortDirection end, long messages, long bytes, long inFlight, long dropped, long overruns) {
    public Counts {
        requireNonNull(connection, "connection");
        requireNonNull(end, "end");
    }
}
