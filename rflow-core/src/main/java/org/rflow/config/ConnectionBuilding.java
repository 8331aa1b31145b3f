package org.rflow.config;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.rflow.model.Connection;
import org.rflow.model.Delivery;
import org.rflow.model.Guarantee;
import org.rflow.model.Ids;
import org.rflow.model.Overflow;
import org.rflow.model.PortRef;
import org.rflow.model.SocketEnd;
import org.rflow.model.Wire;

/** Makes one connection of its raw node; see {@link FlowBuilding}. */
final class ConnectionBuilding {
    private static final String ARROW = "=>";

    private final Reading reading;
    private final String path;
    private final Guarantee guarantee;

    /** {@code guarantee}: what a connection promises that does not say it. */
    ConnectionBuilding(Reading reading, String path, Guarantee guarantee) {
        this.reading = reading;
        this.path = path;
        this.guarantee = guarantee;
    }

    /** The connection; empty when it has no two ends, which has been said then. */
    Optional<Connection> build(RawNode node) {
        if (node instanceof RawNode.Scalar scalar && !scalar.isNothing()) {
            return pair(path, scalar.text()).map(connection -> connection.with(guarantee));
        }
        if (!(node instanceof RawNode.Entries map)) {
            return Optional.empty();
        }
        return ends(map)
                .map(ends -> new Connection(
                        Ids.NONE,
                        ends.from(),
                        ends.to(),
                        choice(map, "delivery", Delivery::parse, Delivery.ROUND_ROBIN),
                        FlowBuilding.text(map, "by"),
                        choice(map, "guarantee", Guarantee::parse, guarantee),
                        choice(map, "wire", Wire::parse, Wire.AUTO),
                        FlowBuilding.text(map, "broker").filter("true"::equals).isPresent(),
                        Ids.NONE,
                        false,
                        SocketEnd.NONE,
                        SocketEnd.NONE,
                        options(map)));
    }

    private static Map<String, String> options(RawNode.Entries map) {
        Map<String, String> options = FlowBuilding.texts(map.map("options"));
        if (map.entries().containsKey(Overflow.OPTION)) {
            Overflow overflow = choice(map, Overflow.OPTION, Overflow::parse, Overflow.BLOCK);
            options.put(Overflow.OPTION, overflow.text());
        }
        return options;
    }

    private Optional<Connection> ends(RawNode.Entries map) {
        boolean connect = map.entries().containsKey("connect");
        boolean from = map.entries().containsKey("from");
        boolean to = map.entries().containsKey("to");
        if (connect && (from || to)) {
            reading.problem(path, "'connect' stands beside 'from' or 'to'", "write either connect, or from and to");
            return Optional.empty();
        }
        if (connect) {
            return FlowBuilding.text(map, "connect").flatMap(text -> pair(path + "/connect", text));
        }
        if (!from || !to) {
            String lacks = from ? "'to'" : to ? "'from'" : "'from' and 'to'";
            reading.problem(
                    path, "the connection lacks " + lacks, "write { from: a#out, to: b#in } or 'a#out => b#in'");
            return Optional.empty();
        }
        Optional<PortRef> output = FlowBuilding.text(map, "from").flatMap(text -> port(path + "/from", text));
        Optional<PortRef> input = FlowBuilding.text(map, "to").flatMap(text -> port(path + "/to", text));
        return output.flatMap(out -> input.map(in -> Connection.of(out, in)));
    }

    private Optional<Connection> pair(String pairPath, String text) {
        int arrow = arrow(text);
        if (arrow < 0 || arrow(text.substring(arrow + ARROW.length())) >= 0) {
            reading.problem(pairPath, "'" + text + "' is not a connection", "write component#port => component#port");
            return Optional.empty();
        }
        Optional<PortRef> output = port(pairPath, text.substring(0, arrow));
        Optional<PortRef> input = port(pairPath, text.substring(arrow + ARROW.length()));
        return output.flatMap(out -> input.map(in -> Connection.of(out, in)));
    }

    /** Where the arrow is that stands in no key, or −1. */
    private static int arrow(String text) {
        boolean inKey = false;
        for (int i = 0; i < text.length(); i++) {
            inKey = text.charAt(i) == '[' || (inKey && text.charAt(i) != ']');
            if (!inKey && text.startsWith(ARROW, i)) {
                return i;
            }
        }
        return -1;
    }

    private Optional<PortRef> port(String portPath, String text) {
        try {
            return Optional.of(PortRef.parse(text.strip()));
        } catch (IllegalArgumentException e) {
            reading.problem(portPath, String.valueOf(e.getMessage()), "");
            return Optional.empty();
        }
    }

    /** The schema check has complained about a text that is none of the choices. */
    static <T> T choice(RawNode.Entries map, String key, Function<String, T> parser, T fallback) {
        Optional<String> text = FlowBuilding.text(map, key);
        if (text.isEmpty()) {
            return fallback;
        }
        try {
            return parser.apply(text.get());
        } catch (IllegalArgumentException complainedAbout) {
            return fallback;
        }
    }
}
