package org.rflow.model;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A connection from an output port to an input port. Its name is the literal text {@code out => in}. {@code by} names
 * the field or property that keyed delivery hashes; {@code broker} is the uuid of its broker process ({@link Ids#NONE}
 * until planned or without one); {@code feedback} is set by the plan on edges that close a cycle.
 */
public record Connection(
        UUID uuid,
        PortRef from,
        PortRef to,
        Delivery delivery,
        Optional<String> by,
        Guarantee guarantee,
        Wire wire,
        boolean brokered,
        UUID broker,
        boolean feedback,
        SocketEnd output,
        SocketEnd input,
        Map<String, String> options) {
    public Connection {
        requireNonNull(uuid, "uuid");
        requireNonNull(from, "from");
        requireNonNull(to, "to");
        requireNonNull(delivery, "delivery");
        requireNonNull(by, "by");
        requireNonNull(guarantee, "guarantee");
        requireNonNull(wire, "wire");
        requireNonNull(broker, "broker");
        requireNonNull(output, "output");
        requireNonNull(input, "input");
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    }

    /** A connection that is not planned yet: round-robin, best effort, any wire. */
    public static Connection of(PortRef from, PortRef to) {
        return new Connection(
                Ids.NONE,
                from,
                to,
                Delivery.ROUND_ROBIN,
                Optional.empty(),
                Guarantee.BEST_EFFORT,
                Wire.AUTO,
                false,
                Ids.NONE,
                false,
                SocketEnd.NONE,
                SocketEnd.NONE,
                Map.of());
    }

    /** The same connection with another promise. */
    public Connection with(Guarantee other) {
        return new Connection(
                uuid, from, to, delivery, by, other, wire, brokered, broker, feedback, output, input, options);
    }

    public String name() {
        return from + " => " + to;
    }
}
