package org.rflow.component;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/** The way a message comes to a component: the input port, the key of the connection's end there, the connection's name. */
public record Arrival(InputPort port, @Nullable String key, String connection) {
    public Arrival {
        requireNonNull(port, "port");
        requireNonNull(connection, "connection");
    }
}
