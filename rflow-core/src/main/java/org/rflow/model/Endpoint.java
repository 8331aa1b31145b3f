package org.rflow.model;

import static java.util.Objects.requireNonNull;

import java.util.UUID;

/** The address that a worker (or broker) bound for its end of a connection, as it reported it when CONFIGURED. */
public record Endpoint(UUID connection, UUID owner, String address) {
    public Endpoint {
        requireNonNull(connection, "connection");
        requireNonNull(owner, "owner");
        requireNonNull(address, "address");
    }
}
