package org.rflow.model;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A component as the flow declares it. {@code type} is a short name or a class name; options are text, a list is
 * written {@code a,b} with {@code \,} for a comma inside an item (see {@link OptionText}). {@code managed} is false
 * for a component that registers itself from outside.
 */
public record ComponentSpec(
        UUID uuid, String name, String type, boolean managed, Map<String, String> options, List<Port> ports) {
    /** The type of a component that is a program of its own and speaks the protocol; its ports and options are its own business. */
    public static final String EXTERNAL = "external";

    public ComponentSpec {
        requireNonNull(uuid, "uuid");
        requireNonNull(name, "name");
        requireNonNull(type, "type");
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
        ports = List.copyOf(ports);
    }

    /** Whether it is a program of its own: one that the manager starts, or one that comes by itself if it is not managed. */
    public boolean isExternal() {
        return type.equals(EXTERNAL);
    }

    /** A component that is not planned yet: no uuid, no ports. */
    public static ComponentSpec of(String name, String type, Map<String, String> options) {
        return new ComponentSpec(Ids.NONE, name, type, true, options, List.of());
    }
}
