package org.rflow.bus;

import static java.util.Objects.requireNonNull;

import java.util.UUID;

/**
 * How a peer introduces itself on the bus. {@code group} is the shard's uuid ({@code Ids.NONE} for clients and agents). An external
 * component that nobody has started does not know its {@code instance} and says {@code Ids.NONE}, with the name of its {@code component}.
 */
public record Registration(Role role, UUID instance, UUID group, long pid, int protocol, String component) {
    /** Who talks on the bus. */
    public enum Role {
        WORKER,
        EXTERNAL,
        CLIENT,
        AGENT
    }

    /** A peer that knows who it is. */
    public Registration(Role role, UUID instance, UUID group, long pid, int protocol) {
        this(role, instance, group, pid, protocol, "");
    }

    /** For people. */
    String name() {
        return component.isEmpty() ? instance.toString() : component;
    }

    /** The same peer, now that it is known who it is. */
    public Registration as(UUID known) {
        return new Registration(role, known, group, pid, protocol, component);
    }

    public Registration {
        requireNonNull(role, "role");
        requireNonNull(instance, "instance");
        requireNonNull(group, "group");
        requireNonNull(component, "component");
    }
}
