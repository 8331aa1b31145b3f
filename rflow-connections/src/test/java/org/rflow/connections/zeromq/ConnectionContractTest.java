package org.rflow.connections.zeromq;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rflow.connection.ConnectionType;
import org.rflow.model.Connection;
import org.rflow.model.Delivery;
import org.rflow.model.Guarantee;
import org.rflow.model.Ids;
import org.rflow.model.PortRef;
import org.rflow.model.SocketEnd;
import org.rflow.model.Wire;
import org.rflow.testing.ConnectionContract;

/** Every wire with every delivery it has keeps the contract of connections. */
final class ConnectionContractTest {
    private static final Map<String, String> SMALL = Map.of("window_records", "1000", "batch_bytes", "8192");

    static Stream<ConnectionContract.Check> roundRobinLink() {
        return checks(new LinkConnectionType(), link(Delivery.ROUND_ROBIN, SMALL));
    }

    static Stream<ConnectionContract.Check> broadcastLink() {
        return checks(new LinkConnectionType(), link(Delivery.BROADCAST, SMALL));
    }

    static Stream<ConnectionContract.Check> keyedLink() {
        return checks(new LinkConnectionType(), link(Delivery.KEYED, SMALL));
    }

    static Stream<ConnectionContract.Check> roundRobinLinkOfDefaultSize() {
        return checks(new LinkConnectionType(), link(Delivery.ROUND_ROBIN, Map.of()));
    }

    static Stream<ConnectionContract.Check> roundRobinOpen() {
        return checks(new OpenConnectionType(), open(Delivery.ROUND_ROBIN, false));
    }

    static Stream<ConnectionContract.Check> broadcastOpen() {
        return checks(new OpenConnectionType(), open(Delivery.BROADCAST, false));
    }

    static Stream<ConnectionContract.Check> roundRobinBroker() {
        return checks(new OpenConnectionType(), open(Delivery.ROUND_ROBIN, true));
    }

    static Stream<ConnectionContract.Check> broadcastBroker() {
        return checks(new OpenConnectionType(), open(Delivery.BROADCAST, true));
    }

    @ParameterizedTest
    @MethodSource
    void roundRobinLink(ConnectionContract.Check check) {
        check.run();
    }

    @ParameterizedTest
    @MethodSource
    void broadcastLink(ConnectionContract.Check check) {
        check.run();
    }

    @ParameterizedTest
    @MethodSource
    void keyedLink(ConnectionContract.Check check) {
        check.run();
    }

    @ParameterizedTest
    @MethodSource
    void roundRobinLinkOfDefaultSize(ConnectionContract.Check check) {
        check.run();
    }

    @ParameterizedTest
    @MethodSource
    void roundRobinOpen(ConnectionContract.Check check) {
        check.run();
    }

    @ParameterizedTest
    @MethodSource
    void broadcastOpen(ConnectionContract.Check check) {
        check.run();
    }

    @ParameterizedTest
    @MethodSource
    void roundRobinBroker(ConnectionContract.Check check) {
        check.run();
    }

    @ParameterizedTest
    @MethodSource
    void broadcastBroker(ConnectionContract.Check check) {
        check.run();
    }

    private static Stream<ConnectionContract.Check> checks(ConnectionType type, Connection connection) {
        List<ConnectionContract.Check> checks =
                ConnectionContract.of(type, connection).checks();
        return checks.stream();
    }

    private static Connection link(Delivery delivery, Map<String, String> options) {
        SocketEnd output = new SocketEnd("DEALER", "tcp://127.0.0.1:*", "connect");
        SocketEnd input = new SocketEnd("ROUTER", "tcp://127.0.0.1:*", "bind");
        return connection(delivery, false, output, input, options);
    }

    private static Connection open(Delivery delivery, boolean brokered) {
        boolean broadcast = delivery == Delivery.BROADCAST;
        String responsibility = broadcast && !brokered ? "bind" : "connect";
        SocketEnd output = new SocketEnd(broadcast ? "XPUB" : "PUSH", "tcp://127.0.0.1:*", responsibility);
        SocketEnd input =
                new SocketEnd(broadcast ? "SUB" : "PULL", "tcp://127.0.0.1:*", broadcast ? "connect" : "bind");
        return connection(delivery, brokered, output, input, Map.of());
    }

    private static Connection connection(
            Delivery delivery, boolean brokered, SocketEnd output, SocketEnd input, Map<String, String> options) {
        Wire wire = input.socketType().equals("ROUTER") ? Wire.LINK : Wire.OPEN;
        return new Connection(
                UUID.randomUUID(),
                PortRef.parse("source#out"),
                PortRef.parse("sink#in"),
                delivery,
                delivery == Delivery.KEYED ? Optional.of("key") : Optional.empty(),
                Guarantee.BEST_EFFORT,
                wire,
                brokered,
                Ids.NONE,
                false,
                output,
                input,
                options);
    }
}
