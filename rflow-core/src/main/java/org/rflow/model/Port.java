package org.rflow.model;

import static java.util.Objects.requireNonNull;

import java.util.UUID;

/** A port of a component that at least one connection uses; {@link Ids#NONE} until planned. */
public record Port(UUID uuid, String name, PortDirection direction) {
    public Port {
        requireNonNull(uuid, "uuid");
        requireNonNull(name, "name");
        requireNonNull(direction, "direction");
    }
}
