package org.rflow.model;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * What is known of a component class without loading it: its names, ports, options, help, whether it is a source and gives
 * positions, its version (empty when its jar names none), and where it came from: {@link #BUILT_IN}, or a jar or folder.
 */
public record ComponentType(
        String name,
        String className,
        String help,
        List<PortType> ports,
        List<OptionType> options,
        boolean source,
        boolean positions,
        String version,
        String origin) {
    /** The origin of the components that are RFlow's own. */
    public static final String BUILT_IN = "built-in";

    public ComponentType {
        requireNonNull(name, "name");
        requireNonNull(className, "className");
        requireNonNull(help, "help");
        ports = List.copyOf(ports);
        options = List.copyOf(options);
        requireNonNull(version, "version");
        requireNonNull(origin, "origin");
    }

    public Optional<PortType> port(String name, PortDirection direction) {
        return ports.stream()
                .filter(port -> port.direction() == direction && port.name().equals(name))
                .findFirst();
    }

    public Optional<OptionType> option(String name) {
        return options.stream().filter(option -> option.name().equals(name)).findFirst();
    }

    /** Whether a flow's {@code type:} text means this type: its short name or its class name. */
    public boolean answersTo(String type) {
        return name.equals(type) || className.equals(type);
    }
}
