package org.rflow.model;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A connection with the workers on both its sides: what a worker must know to send or receive on it. With a broker the
 * receivers a sender knows, and the senders a receiver knows, are the broker alone.
 */
public record Attachment(Connection connection, List<WorkerRef> senders, List<WorkerRef> receivers) {
    public Attachment {
        requireNonNull(connection, "connection");
        senders = List.copyOf(senders);
        receivers = List.copyOf(receivers);
    }
}
