package org.rflow.store;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.rflow.model.ComponentSpec;
import org.rflow.model.Connection;
import org.rflow.model.Flow;
import org.rflow.model.Ids;
import org.rflow.model.Port;
import org.rflow.model.PortDirection;
import org.rflow.model.PortRef;
import org.rflow.model.Shard;
import org.rflow.model.Worker;

/** Makes a planned flow into the rows of its tables, and says in words what no table could hold. */
final class FlowRows {
    private final Flow flow;
    private final Map<Table, List<Row>> rows = new EnumMap<>(Table.class);

    private FlowRows(Flow flow) {
        this.flow = flow;
    }

    static Map<Table, List<Row>> of(Flow flow) {
        FlowRows writer = new FlowRows(flow);
        writer.check();
        writer.write();
        return writer.rows;
    }

    private void check() {
        unique("shard", flow.shards().stream().map(Shard::name));
        unique("component", flow.components().map(ComponentSpec::name));
        flow.components()
                .forEach(component -> unique(
                        "component '" + component.name() + "': port",
                        component.ports().stream().map(Port::name)));
        boolean planned = Stream.of(
                        flow.shards().stream().map(Shard::uuid),
                        flow.components().map(ComponentSpec::uuid),
                        flow.workers().map(Worker::uuid),
                        flow.connections().stream().map(Connection::uuid))
                .flatMap(uuids -> uuids)
                .noneMatch(Ids::isNone);
        if (!planned) {
            throw new StoreException("flow '" + flow.name() + "' is not planned yet; plan it before it is saved");
        }
    }

    private void unique(String what, Stream<String> names) {
        Set<String> seen = new HashSet<>();
        names.filter(name -> !seen.add(name)).findFirst().ifPresent(twice -> {
            throw new StoreException(
                    "flow '" + flow.name() + "': " + what + " '" + twice + "' is there twice; the name must be unique");
        });
    }

    private void write() {
        rows.put(Table.FLOWS, List.of(new Row().with("name", flow.name()).with("revision", flow.revision())));
        rows.put(
                Table.SETTINGS,
                flow.settings().entrySet().stream()
                        .map(setting -> new Row().with("name", setting.getKey()).with("value", setting.getValue()))
                        .toList());
        rows.put(Table.SHARDS, flow.shards().stream().map(FlowRows::shard).toList());
        rows.put(
                Table.COMPONENTS,
                flow.shards().stream()
                        .flatMap(shard -> shard.components().stream().map(component -> component(shard, component)))
                        .toList());
        rows.put(
                Table.PORTS,
                flow.components()
                        .flatMap(component -> component.ports().stream().map(port -> port(component, port)))
                        .toList());
        rows.put(Table.HOSTS, hosts());
        rows.put(
                Table.WORKERS,
                flow.shards().stream()
                        .flatMap(shard -> shard.workers().stream().map(worker -> worker(shard, worker)))
                        .toList());
        rows.put(
                Table.CONNECTIONS,
                flow.connections().stream().map(this::connection).toList());
        rows.put(Table.BROKERS, brokered().map(FlowRows::broker).toList());
    }

    private static Row shard(Shard shard) {
        return new Row()
                .with("uuid", shard.uuid())
                .with("name", shard.name())
                .with("count", shard.count())
                .with("type", TypeName.of(shard.type()))
                .with("restart", shard.restart().text())
                .with("options", TextMap.write(shard.options()));
    }

    private static Row component(Shard shard, ComponentSpec component) {
        return new Row()
                .with("uuid", component.uuid())
                .with("name", component.name())
                .with("managed", component.managed())
                .with("specification", component.type())
                .with("options", TextMap.write(component.options()))
                .with("shard_uuid", shard.uuid());
    }

    private static Row port(ComponentSpec component, Port port) {
        return new Row()
                .with("uuid", port.uuid())
                .with("name", port.name())
                .with("type", TypeName.of(port.direction()))
                .with("component_uuid", component.uuid());
    }

    private List<Row> hosts() {
        Set<UUID> ofWorkers = new LinkedHashSet<>();
        flow.workers().map(Worker::host).forEach(ofWorkers::add);
        Stream<Row> workers =
                ofWorkers.stream().map(uuid -> new Row().with("uuid", uuid).with("type", "WorkerHost"));
        Stream<Row> brokers = brokered()
                .map(connection -> new Row().with("uuid", connection.broker()).with("type", "BrokerHost"));
        return Stream.concat(workers, brokers).toList();
    }

    private static Row worker(Shard shard, Worker worker) {
        return new Row()
                .with("uuid", worker.uuid())
                .with("name", worker.name())
                .with("worker_index", worker.index())
                .with("shard_uuid", shard.uuid())
                .with("host_uuid", worker.host());
    }

    private Row connection(Connection connection) {
        return new Row()
                .with("uuid", connection.uuid())
                .with("name", connection.name())
                .with("type", TypeName.ofConnection(connection.brokered()))
                .with("delivery", connection.delivery().text())
                .with("keyed_by", connection.by())
                .with("guarantee", connection.guarantee().text())
                .with("wire", connection.wire().text())
                .with("feedback", connection.feedback())
                .with("output_port_uuid", port(connection, connection.from(), PortDirection.OUTPUT))
                .with("output_port_key", connection.from().key())
                .with("input_port_uuid", port(connection, connection.to(), PortDirection.INPUT))
                .with("input_port_key", connection.to().key())
                .with("output_socket_type", connection.output().socketType())
                .with("output_address", connection.output().address())
                .with("output_responsibility", connection.output().responsibility())
                .with("input_socket_type", connection.input().socketType())
                .with("input_address", connection.input().address())
                .with("input_responsibility", connection.input().responsibility())
                .with("options", TextMap.write(connection.options()));
    }

    private UUID port(Connection connection, PortRef end, PortDirection direction) {
        return flow.component(end.component()).stream()
                .flatMap(component -> component.ports().stream())
                .filter(port -> port.name().equals(end.port()) && port.direction() == direction)
                .map(Port::uuid)
                .findFirst()
                .orElseThrow(() -> new StoreException("flow '" + flow.name() + "': connection '" + connection.name()
                        + "' has an end '" + end + "' that no component of the flow has"));
    }

    private Stream<Connection> brokered() {
        return flow.connections().stream().filter(connection -> !Ids.isNone(connection.broker()));
    }

    private static Row broker(Connection connection) {
        return new Row()
                .with("uuid", connection.broker())
                .with("name", "broker-" + connection.name())
                .with("connection_uuid", connection.uuid());
    }
}
