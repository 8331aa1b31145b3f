package org.rflow.plan;

import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rflow.model.ComponentSpec;
import org.rflow.model.ComponentType;
import org.rflow.model.Connection;
import org.rflow.model.Delivery;
import org.rflow.model.Flow;
import org.rflow.model.Guarantee;
import org.rflow.model.Locations;
import org.rflow.model.PortDirection;
import org.rflow.model.PortRef;
import org.rflow.model.PortType;
import org.rflow.model.Problems;
import org.rflow.model.Suggestion;
import org.rflow.model.Wire;

/** Checks that each connection joins an output to an input that exist, and asks for nothing that cannot be. */
final class ConnectionChecks {
    private final Flow flow;
    private final FlowIndex index;
    private final Collection<ComponentType> types;
    private final Locations locations;
    private final Problems problems;

    ConnectionChecks(Flow flow, Collection<ComponentType> types, Locations locations, Problems problems) {
        this.flow = flow;
        this.index = new FlowIndex(flow);
        this.types = types;
        this.locations = locations;
        this.problems = problems;
    }

    void check() {
        BitSet feedback = FeedbackEdges.of(flow);
        BitSet back = ShardCycles.of(flow);
        Map<String, Integer> seen = new HashMap<>();
        for (int i = 0; i < flow.connections().size(); i++) {
            Connection connection = flow.connections().get(i);
            checkEnd(Paths.connection(i, "from"), connection.from(), PortDirection.OUTPUT);
            checkEnd(Paths.connection(i, "to"), connection.to(), PortDirection.INPUT);
            checkDelivery(i, connection);
            checkGuarantee(i, connection);
            checkCycles(i, connection, feedback.get(i), back.get(i));
            new ConnectionOptionChecks(index, problems).check(i, connection);
            Integer first = seen.putIfAbsent(connection.name(), i);
            if (first != null) {
                problems.add(
                        Paths.connection(i),
                        "'" + connection.name() + "' is already connected at "
                                + locations.locate(Paths.connection(first)),
                        "remove one, or give them different keys");
            }
        }
        checkPortNames();
    }

    private void checkEnd(String path, PortRef end, PortDirection direction) {
        Optional<ComponentSpec> component = index.component(end.component());
        if (component.isEmpty()) {
            List<String> names = flow.components().map(ComponentSpec::name).toList();
            problems.add(
                    path,
                    "component '" + end.component() + "' is not found",
                    Suggestion.cure(end.component(), "there are", names));
            return;
        }
        ComponentChecks.typeOf(types, component.get()).ifPresent(type -> checkPort(path, end, type, direction));
    }

    private void checkPort(String path, PortRef end, ComponentType type, PortDirection direction) {
        if (type.port(end.port(), direction).isPresent()) {
            return;
        }
        boolean output = direction == PortDirection.OUTPUT;
        String subject = "component '" + end.component() + "' (" + type.name() + ") has no "
                + (output ? "output" : "input") + " port '" + end.port() + "'";
        PortDirection other = output ? PortDirection.INPUT : PortDirection.OUTPUT;
        if (type.port(end.port(), other).isPresent()) {
            subject += ", that is an " + (output ? "input" : "output");
        }
        List<String> names = type.ports().stream()
                .filter(port -> port.direction() == direction)
                .map(PortType::name)
                .toList();
        String list = Suggestion.list("it has", names);
        problems.add(
                path,
                subject,
                Suggestion.closest(end.port(), names)
                        .map(near -> "did you mean '" + near + "'? " + list)
                        .orElse(list));
    }

    private void checkDelivery(int index, Connection connection) {
        boolean keyed = connection.delivery() == Delivery.KEYED;
        if (keyed && connection.by().isEmpty()) {
            problems.add(
                    Paths.connection(index, "delivery"),
                    "keyed delivery does not say by what",
                    "add 'by:' with the field or property that is the key");
        }
        if (!keyed && connection.by().isPresent()) {
            problems.add(
                    Paths.connection(index, "by"),
                    "'by' means nothing in " + connection.delivery().text() + " delivery",
                    "write 'delivery: keyed', or remove 'by'");
        }
        if (keyed && connection.brokered()) {
            problems.add(
                    Paths.connection(index, "broker"),
                    "a broker cannot deliver by key",
                    "remove 'broker', or choose another delivery");
        } else if (keyed && connection.wire() == Wire.OPEN) {
            problems.add(
                    Paths.connection(index, "wire"),
                    "the open wire cannot deliver by key",
                    "remove 'wire: open', or choose another delivery");
        }
        if (connection.brokered() && (connection.wire() == Wire.LINK || connection.wire() == Wire.DIRECT)) {
            problems.add(
                    Paths.connection(index, "wire"),
                    "a broker speaks only the open wire, not '"
                            + connection.wire().text() + "'",
                    "remove 'wire', or remove 'broker'");
        }
    }

    private void checkGuarantee(int index, Connection connection) {
        if (connection.guarantee() != Guarantee.AT_LEAST_ONCE) {
            return;
        }
        String path = Paths.connection(index, "guarantee");
        if (connection.brokered()) {
            problems.add(
                    path,
                    "a broker cannot promise at-least-once",
                    "remove 'broker', or write 'guarantee: best-effort'");
        } else if (connection.wire() == Wire.OPEN) {
            problems.add(
                    path,
                    "the open wire cannot promise at-least-once",
                    "remove 'wire: open', or write 'guarantee: best-effort'");
        }
        Optional<ComponentSpec> from = this.index.component(connection.from().component());
        from.flatMap(spec -> ComponentChecks.typeOf(types, spec))
                .filter(type -> type.source() && !type.positions())
                .ifPresent(type -> problems.add(
                        path,
                        "'" + connection.from().component() + "' (" + type.name()
                                + ") cannot go on where it was when it is restarted, so at-least-once cannot be promised",
                        "write 'guarantee: best-effort', or use a source that gives positions"));
    }

    /** A cycle of at-least-once connections, or of the shards that they connect, would never come to its end. */
    private void checkCycles(int index, Connection connection, boolean feedback, boolean back) {
        if (connection.guarantee() != Guarantee.AT_LEAST_ONCE) {
            return;
        }
        String path = Paths.connection(index, "guarantee");
        if (feedback) {
            problems.add(
                    path,
                    "'" + connection.name()
                            + "' closes a cycle of at-least-once connections, which would wait for itself",
                    "make one connection of the cycle best-effort");
        } else if (back) {
            problems.add(
                    path,
                    "'" + connection.name()
                            + "' leads back into its shard, whose workers would wait for each other's acknowledgements",
                    "put '" + connection.to().component()
                            + "' into a shard of its own, or write 'guarantee: best-effort'");
        }
    }

    /** One component's ports share their names in the database (RF-48). */
    private void checkPortNames() {
        Map<String, Integer> outputs = new HashMap<>();
        for (int i = 0; i < flow.connections().size(); i++) {
            PortRef from = flow.connections().get(i).from();
            outputs.putIfAbsent(from.component() + "#" + from.port(), i);
        }
        for (int i = 0; i < flow.connections().size(); i++) {
            PortRef to = flow.connections().get(i).to();
            Integer output = outputs.get(to.component() + "#" + to.port());
            if (output != null && !isTyped(to.component())) {
                problems.add(
                        Paths.connection(i, "to"),
                        "'" + to.component() + "#" + to.port() + "' is an output at "
                                + locations.locate(Paths.connection(output, "from")) + " and an input here",
                        "the ports of a component need different names");
            }
        }
    }

    /** A component whose type is known has had its ports checked against the type's. */
    private boolean isTyped(String component) {
        return index.component(component)
                .flatMap(spec -> ComponentChecks.typeOf(types, spec))
                .isPresent();
    }
}
