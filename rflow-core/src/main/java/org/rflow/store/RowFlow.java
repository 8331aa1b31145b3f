package org.rflow.store;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.rflow.model.ComponentSpec;
import org.rflow.model.Connection;
import org.rflow.model.Delivery;
import org.rflow.model.Flow;
import org.rflow.model.Guarantee;
import org.rflow.model.Ids;
import org.rflow.model.Port;
import org.rflow.model.PortRef;
import org.rflow.model.RestartPolicy;
import org.rflow.model.Shard;
import org.rflow.model.SocketEnd;
import org.rflow.model.Wire;
import org.rflow.model.Worker;

/** Makes the rows of all tables into a flow. People edit them by hand: a wrong value is said with its table and row. */
final class RowFlow {
    private final Map<Table, List<Row>> rows;

    private RowFlow(Map<Table, List<Row>> rows) {
        this.rows = rows;
    }

    /** The flow, unless there is none; an {@link IllegalArgumentException} names the row that cannot be read. */
    static Optional<Flow> of(Map<Table, List<Row>> rows) {
        RowFlow reader = new RowFlow(rows);
        return reader.rows(Table.FLOWS).stream().findFirst().map(reader::flow);
    }

    private Flow flow(Row row) {
        Map<String, String> settings = new LinkedHashMap<>();
        rows(Table.SETTINGS)
                .forEach(
                        setting -> setting.find("value").ifPresent(value -> settings.put(setting.text("name"), value)));
        return new Flow(row.text("name"), row.number("revision"), settings, shards(), connections());
    }

    private List<Shard> shards() {
        return all(Table.SHARDS, row -> {
            UUID uuid = row.uuid("uuid");
            return new Shard(
                    uuid,
                    row.text("name"),
                    TypeName.shard(row.text("type")),
                    row.number("count"),
                    RestartPolicy.parse(row.text("restart")),
                    row.map("options"),
                    components(uuid),
                    workers(uuid));
        });
    }

    private List<ComponentSpec> components(UUID shard) {
        return below(Table.COMPONENTS, "shard_uuid", shard, row -> {
            UUID uuid = row.uuid("uuid");
            return new ComponentSpec(
                    uuid,
                    row.text("name"),
                    row.text("specification"),
                    row.flag("managed"),
                    row.map("options"),
                    ports(uuid));
        });
    }

    private List<Port> ports(UUID component) {
        return below(
                Table.PORTS,
                "component_uuid",
                component,
                row -> new Port(row.uuid("uuid"), row.text("name"), TypeName.port(row.text("type"))));
    }

    private List<Worker> workers(UUID shard) {
        return below(
                Table.WORKERS,
                "shard_uuid",
                shard,
                row -> new Worker(
                        row.uuid("uuid"), row.text("name"), row.number("worker_index"), row.uuid("host_uuid")));
    }

    private List<Connection> connections() {
        Map<String, Row> components = byUuid(Table.COMPONENTS);
        Map<String, Row> ports = byUuid(Table.PORTS);
        Map<String, String> brokers = new HashMap<>();
        rows(Table.BROKERS).forEach(row -> brokers.put(row.text("connection_uuid"), row.text("uuid")));
        Function<Row, Function<String, PortRef>> ends = row -> side -> {
            Row port = found(ports, row.text(side + "_port_uuid"), "port");
            Row component = found(components, port.text("component_uuid"), "component");
            return new PortRef(component.text("name"), port.text("name"), row.find(side + "_port_key"));
        };
        return all(
                Table.CONNECTIONS,
                row -> connection(
                        row,
                        ends.apply(row),
                        Optional.ofNullable(brokers.get(row.text("uuid")))
                                .map(UUID::fromString)
                                .orElse(Ids.NONE)));
    }

    private static Connection connection(Row row, Function<String, PortRef> end, UUID broker) {
        return new Connection(
                row.uuid("uuid"),
                end.apply("output"),
                end.apply("input"),
                Delivery.parse(row.text("delivery")),
                row.find("keyed_by"),
                Guarantee.parse(row.text("guarantee")),
                Wire.parse(row.text("wire")),
                TypeName.isBrokered(row.text("type")),
                broker,
                row.flag("feedback"),
                socket(row, "output"),
                socket(row, "input"),
                row.map("options"));
    }

    private static SocketEnd socket(Row row, String side) {
        return new SocketEnd(
                row.text(side + "_socket_type"), row.text(side + "_address"), row.text(side + "_responsibility"));
    }

    private <T> List<T> below(Table table, String column, UUID parent, Function<Row, T> make) {
        return make(
                table,
                rows(table).stream()
                        .filter(row -> row.uuid(column).equals(parent))
                        .toList(),
                make);
    }

    private <T> List<T> all(Table table, Function<Row, T> make) {
        return make(table, rows(table), make);
    }

    private static <T> List<T> make(Table table, List<Row> rows, Function<Row, T> make) {
        return rows.stream()
                .map(row -> {
                    try {
                        return make.apply(row);
                    } catch (IllegalArgumentException e) {
                        throw wrong(table, row, e);
                    }
                })
                .toList();
    }

    private static IllegalArgumentException wrong(Table table, Row row, IllegalArgumentException e) {
        if (e instanceof RowException) {
            return e;
        }
        return new RowException(
                "table " + table.name().toLowerCase(Locale.ROOT) + ", "
                        + row.find("name").map(name -> "'" + name + "'").orElse("a row without a name") + ": "
                        + e.getMessage(),
                e);
    }

    private static Row found(Map<String, Row> byUuid, String uuid, String what) {
        Row row = byUuid.get(uuid);
        if (row == null) {
            throw new IllegalArgumentException("there is no " + what + " " + uuid);
        }
        return row;
    }

    private Map<String, Row> byUuid(Table table) {
        Map<String, Row> byUuid = new HashMap<>();
        rows(table).forEach(row -> byUuid.put(row.text("uuid"), row));
        return byUuid;
    }

    private List<Row> rows(Table table) {
        return rows.getOrDefault(table, List.of());
    }

    /** Already says which row. */
    private static final class RowException extends IllegalArgumentException {
        RowException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
