package org.rflow.model;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A port as a component declares it. {@code types} are the data types that an input takes or an output gives. {@code passes}
 * are the inputs whose messages an output sends on as they are. An output with neither may give anything, an input without
 * types takes anything.
 */
public record PortType(
        String name, PortDirection direction, String help, List<DeclaredType> types, List<String> passes) {
    public PortType {
        requireNonNull(name, "name");
        requireNonNull(direction, "direction");
        requireNonNull(help, "help");
        types = List.copyOf(types);
        passes = List.copyOf(passes);
    }

    /** A port for anything. */
    public PortType(String name, PortDirection direction, String help) {
        this(name, direction, help, List.of(), List.of());
    }
}
