package org.rflow.plan;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.rflow.model.ComponentSpec;
import org.rflow.model.Connection;
import org.rflow.model.Flow;
import org.rflow.model.Ids;
import org.rflow.model.Port;
import org.rflow.model.PortDirection;
import org.rflow.model.PortRef;
import org.rflow.model.Setting;
import org.rflow.model.Shard;
import org.rflow.model.ShardType;
import org.rflow.model.SocketEnd;
import org.rflow.model.Wire;
import org.rflow.model.Worker;

/** Makes the planned flow out of one that has been checked. Used once. */
final class BlankFilling {
    private final Flow flow;
    private final FlowIndex index;
    private final Supplier<UUID> uuids;

    BlankFilling(Flow flow, Supplier<UUID> uuids) {
        this.flow = flow;
        this.index = new FlowIndex(flow);
        this.uuids = uuids;
    }

    Flow fill() {
        Map<String, String> settings = Setting.complete(flow.name(), flow.settings());
        List<Shard> shards = flow.shards().stream().map(this::shard).toList();
        BitSet feedback = FeedbackEdges.of(flow);
        List<Connection> connections = new ArrayList<>();
        for (int i = 0; i < flow.connections().size(); i++) {
            connections.add(connection(flow.connections().get(i), feedback.get(i)));
        }
        return new Flow(flow.name(), Math.max(1, flow.revision()), settings, shards, connections);
    }

    private UUID uuid(UUID given) {
        return Ids.isNone(given) ? uuids.get() : given;
    }

    private Shard shard(Shard shard) {
        UUID uuid = uuid(shard.uuid());
        List<ComponentSpec> components =
                shard.components().stream().map(this::component).toList();
        List<Worker> workers = shard.workers().size() == shard.count() ? shard.workers() : workers(shard);
        return new Shard(
                uuid, shard.name(), shard.type(), shard.count(), shard.restart(), shard.options(), components, workers);
    }

    /** A process shard has a host for each worker, a thread shard one for all. */
    private List<Worker> workers(Shard shard) {
        List<Worker> workers = new ArrayList<>();
        UUID shared = shard.type() == ShardType.THREAD ? uuids.get() : Ids.NONE;
        for (int index = 1; index <= shard.count(); index++) {
            workers.add(new Worker(uuids.get(), shard.name() + "-" + index, index, uuid(shared)));
        }
        return workers;
    }

    private ComponentSpec component(ComponentSpec component) {
        UUID uuid = uuid(component.uuid());
        List<Port> ports = new ArrayList<>();
        component.ports().forEach(port -> ports.add(new Port(uuid(port.uuid()), port.name(), port.direction())));
        for (Connection connection : flow.connections()) {
            addPort(ports, component.name(), connection.from(), PortDirection.OUTPUT);
            addPort(ports, component.name(), connection.to(), PortDirection.INPUT);
        }
        return new ComponentSpec(
                uuid, component.name(), component.type(), component.managed(), component.options(), ports);
    }

    private void addPort(List<Port> ports, String component, PortRef end, PortDirection direction) {
        if (!end.component().equals(component)) {
            return;
        }
        boolean there = ports.stream()
                .anyMatch(port -> port.direction() == direction && port.name().equals(end.port()));
        if (!there) {
            ports.add(new Port(uuids.get(), end.port(), direction));
        }
    }

    private Connection connection(Connection connection, boolean feedback) {
        UUID broker = connection.brokered() ? uuid(connection.broker()) : Ids.NONE;
        Connection wired = with(connection, broker, feedback, Sockets.wire(index, connection));
        SocketEnd output = blank(wired.output()) ? Sockets.output(wired) : wired.output();
        SocketEnd input = blank(wired.input()) ? Sockets.input(wired) : wired.input();
        return withEnds(wired, output, input);
    }

    private static boolean blank(SocketEnd end) {
        return end.equals(SocketEnd.NONE);
    }

    private Connection with(Connection from, UUID broker, boolean feedback, Wire wire) {
        return new Connection(
                uuid(from.uuid()),
                from.from(),
                from.to(),
                from.delivery(),
                from.by(),
                from.guarantee(),
                wire,
                from.brokered(),
                broker,
                feedback,
                from.output(),
                from.input(),
                from.options());
    }

    private static Connection withEnds(Connection from, SocketEnd output, SocketEnd input) {
        return new Connection(
                from.uuid(),
                from.from(),
                from.to(),
                from.delivery(),
                from.by(),
                from.guarantee(),
                from.wire(),
                from.brokered(),
                from.broker(),
                from.feedback(),
                output,
                input,
                from.options());
    }
}
