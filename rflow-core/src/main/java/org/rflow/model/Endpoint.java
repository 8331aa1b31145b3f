package org.rflow.model;

import static java.util.Objects.requireNonNull;

import java.util.UUID;

/**
 * The address that a worker (or broker) bound for its end of a connection, as it reported it when CONFIGURED. The type of
 * the socket tells the two ends of a broker from each other: senders connect to its {@code PULL} or {@code XSUB},
 * receivers to its {@code XPUB}.
 */
public record Endpoint(UUID connection, UUID owner, String socketType, String address) {
    public Endpoint {
        requireNonNull(connection, "connection");
        requireNonNull(owner, "owner");
        requireNonNull(socketType, "socketType");
        requireNonNull(address, "address");
    }
}
