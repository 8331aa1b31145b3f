package org.rflow.store;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.rflow.model.Endpoint;
import org.rflow.model.Flow;

/**
 * The config database of one flow, open. Open it, work, close it: an H2 file lets one process in.
 *
 * <p>A database is named by a path (an H2 database, kept in {@code path.mv.db}), by {@code mem:name} (H2 in this process's
 * memory), or by a JDBC URL of H2 or PostgreSQL. The tables, not the flow file, are the description of the flow: what
 * somebody edits there counts. Every failure is a {@link StoreException}. Thread safe.
 */
public final class FlowStore implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Database database;
    private final HikariDataSource pool;
    private final Jdbi jdbi;

    private FlowStore(Database database, HikariDataSource pool) {
        this.database = database;
        this.pool = pool;
        this.jdbi = Jdbi.create(pool);
    }

    /** Opens a database that is there and has the tables of RFlow; waits up to 5 s while another process has it open. */
    public static FlowStore open(String database) {
        return open(Database.parse(database), PATIENCE);
    }

    static FlowStore open(Database database, Duration patience) {
        return started(database, Pool.open(database, false, patience), false);
    }

    /** Opens a database and makes what is missing: itself (H2), its tables. */
    public static FlowStore create(String database) {
        Database parsed = Database.parse(database);
        return started(parsed, Pool.open(parsed, true, PATIENCE), true);
    }

    /**
     * Saves a flow in a database that may not be there yet. When that fails, nothing has changed; a file that this call
     * made is gone again.
     *
     * @return the flow with its revision
     */
    public static Flow fill(String database, Flow planned) {
        boolean existed = exists(database);
        FlowStore store = create(database);
        try (store) {
            return store.save(planned);
        } catch (StoreException e) {
            if (!existed) {
                store.database.file().ifPresent(file -> remove(file, e));
            }
            throw e;
        }
    }

    /** Whether there is something that a load would overwrite: a file with bytes in it, or a flow in a database server. */
    public static boolean exists(String database) {
        Optional<Path> file = Database.parse(database).file();
        if (file.isEmpty()) {
            return hasFlow(database);
        }
        try {
            return Files.exists(file.get()) && Files.size(file.get()) > 0;
        } catch (IOException e) {
            throw new StoreException("config database '" + file.get() + "' cannot be read: " + e.getMessage(), e);
        }
    }

    /** Whether no flow has been saved yet. */
    public boolean isEmpty() {
        return load().isEmpty();
    }

    /**
     * Replaces the current flow, all of it or, after a failure, nothing; the endpoints of the last run are forgotten.
     * Earlier revisions stay in the archive.
     *
     * @param planned a flow without blanks; its revision is not looked at
     * @return the same flow with the revision it got
     */
    public Flow save(Flow planned) {
        return work(
                "cannot be written",
                handle -> handle.inTransaction(transaction -> {
                    int revision = Archive.nextRevision(transaction);
                    Flow flow = new Flow(
                            planned.name(), revision, planned.settings(), planned.shards(), planned.connections());
                    Map<Table, List<Row>> rows = FlowRows.of(flow);
                    List<Table> tables = new ArrayList<>(Arrays.asList(Table.values()));
                    Collections.reverse(tables);
                    tables.forEach(table -> table.clear(transaction));
                    rows.forEach((table, list) -> table.insert(transaction, list));
                    Archive.add(transaction, revision, flow.name(), rows);
                    return flow;
                }));
    }

    /** The current flow as the tables say it, in the order in which it was saved. */
    public Optional<Flow> load() {
        return work("cannot be read", handle -> {
            Map<Table, List<Row>> rows = new EnumMap<>(Table.class);
            for (Table table : Table.values()) {
                rows.put(table, table.select(handle));
            }
            return RowFlow.of(rows);
        });
    }

    /** A revision as it was saved, whatever was edited since. */
    public Optional<Flow> load(int revision) {
        return work("cannot be read", handle -> RowFlow.of(Archive.rows(handle, revision)));
    }

    /** The current flow; without one an exception says how to get one. */
    public Flow requireFlow() {
        return load().orElseThrow(() ->
                new StoreException("Empty configuration database '" + database.shown() + "'; " + database.hint()));
    }

    /** All revisions, the oldest first. */
    public List<Revision> revisions() {
        return work("cannot be read", Archive::revisions);
    }

    /** The value of a setting, empty when there is none of that name. */
    public Optional<String> setting(String name) {
        return work(
                "cannot be read",
                handle -> handle.createQuery("select value from settings where name = ?")
                        .bind(0, name)
                        .mapTo(String.class)
                        .findOne());
    }

    /** Notes addresses that were bound, each in place of an earlier one of the same connection, owner and socket type. */
    public void saveEndpoints(List<Endpoint> endpoints) {
        work(
                "cannot be written",
                handle -> handle.inTransaction(transaction -> {
                    Map<List<String>, Row> rows = new LinkedHashMap<>();
                    Table.ENDPOINTS.select(transaction).forEach(row -> put(rows, row));
                    for (Endpoint endpoint : endpoints) {
                        Row row = new Row()
                                .with("connection_uuid", endpoint.connection())
                                .with("owner_uuid", endpoint.owner())
                                .with("socket_type", endpoint.socketType())
                                .with("address", endpoint.address());
                        put(rows, row);
                    }
                    Table.ENDPOINTS.clear(transaction);
                    Table.ENDPOINTS.insert(transaction, List.copyOf(rows.values()));
                    return rows.size();
                }));
    }

    /** The addresses that were bound in the last run, in the order in which they were noted. */
    public List<Endpoint> endpoints() {
        return work(
                "cannot be read",
                handle -> Table.ENDPOINTS.select(handle).stream()
                        .map(FlowStore::endpoint)
                        .toList());
    }

    /** Forgets the addresses of the last run. */
    public void clearEndpoints() {
        work("cannot be written", handle -> handle.execute("delete from endpoints"));
    }

    @Override
    public void close() {
        pool.close();
    }

    /** How many connections are in use; 0 between calls. */
    int connectionsInUse() {
        return pool.getHikariPoolMXBean().getActiveConnections();
    }

    private <T> T work(String failure, HandleCallback<T, RuntimeException> task) {
        try {
            return jdbi.withHandle(task);
        } catch (JdbiException e) {
            // Jdbi's own text shows the values of the statement, secrets among them
            Throwable cause = e.getCause() instanceof SQLException ? e.getCause() : e;
            String reason = cause instanceof SQLException sql ? Pool.firstLine(sql) : String.valueOf(e.getMessage());
            throw new StoreException(sentence(failure, reason), cause);
        } catch (IllegalArgumentException e) {
            throw new StoreException(sentence(failure, String.valueOf(e.getMessage())), e);
        }
    }

    private String sentence(String failure, String reason) {
        return "config database '" + database.shown() + "' " + failure + ": " + reason;
    }

    private static FlowStore started(Database database, HikariDataSource pool, boolean migrate) {
        try {
            Schema schema = new Schema(database, pool);
            if (migrate) {
                schema.migrate();
            } else {
                schema.require();
            }
            return new FlowStore(database, pool);
        } catch (RuntimeException e) {
            pool.close();
            throw e;
        }
    }

    private static boolean hasFlow(String database) {
        try (FlowStore store = open(database)) {
            return !store.isEmpty();
        } catch (StoreException e) {
            return false;
        }
    }

    private static void remove(Path file, StoreException failure) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    private static void put(Map<List<String>, Row> rows, Row row) {
        rows.put(List.of(row.text("connection_uuid"), row.text("owner_uuid"), row.text("socket_type")), row);
    }

    private static Endpoint endpoint(Row row) {
        return new Endpoint(
                row.uuid("connection_uuid"), row.uuid("owner_uuid"), row.text("socket_type"), row.text("address"));
    }
}
