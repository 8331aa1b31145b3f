package org.rflow.model;

import static java.util.Objects.requireNonNull;

/** A port as a component declares it. */
public record PortType(String name, PortDirection direction, String help) {
    public PortType {
        requireNonNull(name, "name");
        requireNonNull(direction, "direction");
        requireNonNull(help, "help");
    }
}
