package org.rflow.plan;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rflow.model.Connection;
import org.rflow.model.Delivery;
import org.rflow.model.Ids;
import org.rflow.model.Overflow;
import org.rflow.model.Shard;
import org.rflow.model.SocketEnd;
import org.rflow.model.Wire;

/**
 * Chooses the wire of a connection and the sockets on both its ends.
 *
 * <p>A broker stands between two open ends: senders connect to it; it connects to receivers that PULL, and receivers
 * that SUB connect to it. Else the side that must not lose what nobody reads yet binds: the receiver, but for XPUB.
 */
final class Sockets {
    static final String OUTPUT_ADDRESS = "output_address";
    static final String INPUT_ADDRESS = "input_address";
    static final List<String> ADDRESSES = List.of(INPUT_ADDRESS, OUTPUT_ADDRESS);

    /** What the links read: how much a sender may be ahead, and how large a batch grows. */
    static final List<String> SIZES = List.of("window_records", "window_bytes", "batch_bytes", "unsafe_bytes");

    private static final String ANY_PORT = "tcp://127.0.0.1:*";
    private static final String BIND = "bind";
    private static final String CONNECT = "connect";

    private Sockets() {}

    static Wire wire(FlowIndex flow, Connection connection) {
        if (connection.brokered()) {
            return Wire.OPEN;
        }
        if (connection.wire() != Wire.AUTO) {
            return connection.wire();
        }
        return isDirect(flow, connection) ? Wire.DIRECT : Wire.LINK;
    }

    /** Whether each worker of one shard may keep to its own copy of the receiving component (RF-65, RF-70). */
    private static boolean isDirect(FlowIndex flow, Connection connection) {
        Optional<Shard> from = flow.shardOf(connection.from().component());
        Optional<Shard> to = flow.shardOf(connection.to().component());
        boolean oneCopy = from.map(Shard::count).orElse(1) == 1 || connection.delivery() == Delivery.ROUND_ROBIN;
        boolean sameShard = from.map(Shard::name).equals(to.map(Shard::name));
        boolean drops = Overflow.of(connection).isDropping();
        boolean external = from.flatMap(Shard::external).isPresent();
        return sameShard
                && !external
                && oneCopy
                && !drops
                && ADDRESSES.stream().noneMatch(connection.options()::containsKey);
    }

    /** The component whose workers bind, if any worker does. */
    static Optional<String> binder(Connection connection) {
        boolean open = connection.brokered() || connection.wire() == Wire.OPEN;
        if (!open || connection.delivery() != Delivery.BROADCAST) {
            return Optional.of(connection.to().component());
        }
        return connection.brokered()
                ? Optional.empty()
                : Optional.of(connection.from().component());
    }

    static SocketEnd output(Connection connection) {
        String address = address(connection, OUTPUT_ADDRESS, INPUT_ADDRESS);
        return switch (connection.wire()) {
            case AUTO -> throw new IllegalStateException(connection.name() + " has no wire yet");
            case DIRECT -> new SocketEnd("DIRECT", direct(connection), CONNECT);
            case LINK -> new SocketEnd("DEALER", address, CONNECT);
            case OPEN ->
                connection.delivery() == Delivery.BROADCAST
                        ? new SocketEnd("XPUB", address, connection.brokered() ? CONNECT : BIND)
                        : new SocketEnd("PUSH", address, CONNECT);
        };
    }

    static SocketEnd input(Connection connection) {
        String address = address(connection, INPUT_ADDRESS, OUTPUT_ADDRESS);
        return switch (connection.wire()) {
            case AUTO -> throw new IllegalStateException(connection.name() + " has no wire yet");
            case DIRECT -> new SocketEnd("DIRECT", direct(connection), BIND);
            case LINK -> new SocketEnd("ROUTER", address, BIND);
            case OPEN ->
                connection.delivery() == Delivery.BROADCAST
                        ? new SocketEnd("SUB", address, CONNECT)
                        : new SocketEnd("PULL", address, BIND);
        };
    }

    private static String direct(Connection connection) {
        if (Ids.isNone(connection.uuid())) {
            throw new IllegalStateException(connection.name() + " has no uuid yet");
        }
        return "inproc://rflow." + connection.uuid();
    }

    /** Without a broker both ends meet at one address, so one that is given counts for both. */
    private static String address(Connection connection, String own, String other) {
        Map<String, String> options = connection.options();
        String fallback = connection.brokered() ? ANY_PORT : options.getOrDefault(other, ANY_PORT);
        return options.getOrDefault(own, fallback);
    }
}
