package org.rflow.store;

import static java.util.stream.Collectors.joining;
import static org.rflow.store.Column.flag;
import static org.rflow.store.Column.number;
import static org.rflow.store.Column.text;

import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The tables of the current revision, those that others refer to first. Each also has position and two dates. */
enum Table {
    FLOWS(text("name"), number("revision")),
    SETTINGS(text("name"), text("value")),
    SHARDS(text("uuid"), text("name"), number("count"), text("type"), text("restart"), text("options")),
    COMPONENTS(text("uuid"), text("name"), flag("managed"), text("specification"), text("options"), text("shard_uuid")),
    PORTS(text("uuid"), text("name"), text("type"), text("component_uuid")),
    HOSTS(text("uuid"), text("type")),
    WORKERS(text("uuid"), text("name"), number("worker_index"), text("shard_uuid"), text("host_uuid")),
    CONNECTIONS(
            text("uuid"),
            text("name"),
            text("type"),
            text("delivery"),
            text("keyed_by"),
            text("guarantee"),
            text("wire"),
            flag("feedback"),
            text("output_port_uuid"),
            text("output_port_key"),
            text("input_port_uuid"),
            text("input_port_key"),
            text("output_socket_type"),
            text("output_address"),
            text("output_responsibility"),
            text("input_socket_type"),
            text("input_address"),
            text("input_responsibility"),
            text("options")),
    BROKERS(text("uuid"), text("name"), text("connection_uuid")),
    ENDPOINTS(text("connection_uuid"), text("owner_uuid"), text("socket_type"), text("address"));

    // List.of makes it immutable
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<Column> columns;

    Table(Column... columns) {
        this.columns = List.of(columns);
    }

    String sqlName() {
        return name().toLowerCase(Locale.ROOT);
    }

    void insert(Handle handle, List<Row> rows) {
        if (rows.isEmpty()) {
            return;
        }
        String marks = columns.stream().map(column -> "?").collect(joining(", "));
        PreparedBatch batch = handle.prepareBatch(
                "insert into " + sqlName() + " (" + columnNames() + ", position) values (" + marks + ", ?)");
        for (int position = 0; position < rows.size(); position++) {
            for (int i = 0; i < columns.size(); i++) {
                columns.get(i).bind(batch, i, rows.get(position));
            }
            batch.bind(columns.size(), position).add();
        }
        batch.execute();
    }

    List<Row> select(Handle handle) {
        return handle.createQuery("select " + columnNames() + " from " + sqlName() + " order by position, created_at")
                .map((result, context) -> {
                    Row row = new Row();
                    for (int i = 0; i < columns.size(); i++) {
                        columns.get(i).read(result, i + 1, row);
                    }
                    return row;
                })
                .list();
    }

    void clear(Handle handle) {
        handle.execute("delete from " + sqlName());
    }

    private String columnNames() {
        return columns.stream().map(Column::name).collect(joining(", "));
    }
}
