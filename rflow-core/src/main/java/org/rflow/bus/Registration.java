package org.rflow.bus;

import static java.util.Objects.requireNonNull;

import java.util.UUID;

/** How a peer introduces itself on the bus. {@code group} is the shard's uuid ({@code Ids.NONE} for clients and agents). */
public record Registration(Role role, UUID instance, UUID group, long pid, int protocol) {
    /** Who talks on the bus. */
    public enum Role {
        WORKER,
        EXTERNAL,
        CLIENT,
        AGENT
    }

    public Registration {
        requireNonNull(role, "role");
        requireNonNull(instance, "instance");
        requireNonNull(group, "group");
    }
}
