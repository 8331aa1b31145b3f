package org.rflow.bus;

import static java.util.Objects.requireNonNull;

import org.rflow.zmq.Secret;

/** Where a manager is, and what it takes to be let in. */
public record Rendezvous(String address, Secret secret) {
    public Rendezvous {
        requireNonNull(address, "address");
        requireNonNull(secret, "secret");
    }
}
