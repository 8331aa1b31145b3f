package org.rflow.store;

import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/** The tables of the config database: makes them, brings them up to date, and tells whether they are there. */
final class Schema {
    /** The number of the last file in {@code migrations}. */
    static final int VERSION = 1;

    private static final String HISTORY = "flyway_schema_history";
    private static final String MIGRATIONS = "classpath:org/rflow/store/migrations";

    private final Database database;
    private final DataSource dataSource;

    Schema(Database database, DataSource dataSource) {
        this.database = database;
        this.dataSource = dataSource;
    }

    /** Makes all tables in an empty database, or brings those of an older RFlow up to date. */
    void migrate() {
        refuseNewer();
        try {
            Flyway.configure(Schema.class.getClassLoader())
                    .dataSource(dataSource)
                    .locations(MIGRATIONS)
                    .cleanDisabled(true)
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            String message = String.valueOf(e.getMessage());
            String reason = message.contains("non-empty schema")
                    ? "it holds tables that are not RFlow's; use an empty database or schema"
                    : message.lines().findFirst().orElse("");
            throw new StoreException("config database '" + database.shown() + "' cannot get its tables: " + reason, e);
        }
    }

    /** Makes sure that a flow can be read; an older schema is brought up to date. */
    void require() {
        Optional<Integer> version = version();
        if (version.isEmpty()) {
            throw new StoreException(
                    "'" + database.shown() + "' is not a config database of RFlow; " + database.hint());
        }
        if (version.get() != VERSION) {
            migrate();
        }
    }

    private void refuseNewer() {
        version().filter(version -> version > VERSION).ifPresent(version -> {
            throw new StoreException("config database '" + database.shown() + "' has schema version " + version
                    + ", made by a newer RFlow; this one knows up to " + VERSION);
        });
    }

    /** What Flyway has noted as done; starting Flyway itself would take longer than the rest of a command. */
    private Optional<Integer> version() {
        try (Handle handle = Jdbi.open(dataSource)) {
            String schema = handle.getConnection().getSchema();
            boolean exists = handle.queryMetadata(data -> data.getTables(null, schema, HISTORY, null))
                    .mapToMap()
                    .findFirst()
                    .isPresent();
            return exists ? version(handle) : Optional.empty();
        } catch (JdbiException | SQLException e) {
            throw new StoreException("config database '" + database.shown() + "' cannot be read: " + e.getMessage(), e);
        }
    }

    private static Optional<Integer> version(Handle handle) {
        return handle
                .createQuery("select \"version\" from \"" + HISTORY + "\" where \"success\"")
                .mapTo(String.class)
                .list()
                .stream()
                .filter(version -> version != null && version.matches("[0-9]{1,9}"))
                .map(Integer::valueOf)
                .max(Integer::compare);
    }
}
