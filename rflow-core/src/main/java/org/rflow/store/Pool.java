package org.rflow.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Opens a pool of connections, and waits a while for a database that another process has open or that just starts. */
final class Pool {
    private static final Logger log = LogManager.getLogger(Pool.class);
    private static final long RETRY_MILLIS = 100;
    private static final int MAX_CONNECTIONS = 2;
    // ErrorCode.DATABASE_ALREADY_OPEN_1 of H2
    private static final int LOCKED = 90020;
    // of H2: no such file; not its file; of another version; wrong login
    private static final int MISSING = 90146;
    private static final Set<Integer> NO_DATABASE = Set.of(90030, 90048);
    // of PostgreSQL: cannot_connect_now, too_many_connections
    private static final Set<String> BUSY = Set.of("57P03", "53300");

    private Pool() {}

    static HikariDataSource open(Database database, boolean mayCreate, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        HikariConfig config = config(database, mayCreate);
        while (true) {
            try {
                return new HikariDataSource(config);
            } catch (PoolInitializationException e) {
                SQLException cause = cause(e);
                boolean busy = cause.getErrorCode() == LOCKED || BUSY.contains(state(cause));
                if (!busy || System.nanoTime() - deadline >= 0) {
                    throw failure(database, cause);
                }
                log.debug("config database '{}' is busy; trying again", database.shown());
                pause(database);
            }
        }
    }

    private static HikariConfig config(Database database, boolean mayCreate) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("store");
        config.setJdbcUrl(database.url() + (database.isH2() && !mayCreate ? ";IFEXISTS=TRUE" : ""));
        database.properties().stringPropertyNames().forEach(name -> {
            String value = database.properties().getProperty(name);
            if (name.equals("user")) {
                config.setUsername(value);
            } else {
                config.setPassword(value);
            }
        });
        config.setMaximumPoolSize(MAX_CONNECTIONS);
        config.setMinimumIdle(1);
        // one attempt now: whether another makes sense is decided here
        config.setInitializationFailTimeout(1);
        config.setConnectionTimeout(Duration.ofSeconds(5).toMillis());
        return config;
    }

    private static void pause(Database database) {
        try {
            Thread.sleep(RETRY_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException("interrupted while config database '" + database.shown() + "' was busy", e);
        }
    }

    private static StoreException failure(Database database, SQLException cause) {
        String name = "config database '" + database.shown() + "' ";
        int code = cause.getErrorCode();
        if (code == LOCKED) {
            return new StoreException(name + "is in use by another process; wait until it is done", cause);
        }
        if (code == MISSING) {
            return new StoreException(name + "does not exist; " + database.hint(), cause);
        }
        if (NO_DATABASE.contains(code)) {
            return new StoreException(
                    name + "is not a database that H2 can read; " + database.hint() + " with another name", cause);
        }
        return new StoreException(name + "cannot be opened: " + firstLine(cause), cause);
    }

    /** The first line: H2 appends the statement, PostgreSQL details of a row. */
    static String firstLine(SQLException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("").replaceAll("\\s*\\[[0-9]+-[0-9]+]$", "");
    }

    private static SQLException cause(PoolInitializationException e) {
        return e.getCause() instanceof SQLException sql ? sql : new SQLException(e.getMessage(), e);
    }

    private static String state(SQLException e) {
        return e.getSQLState() == null ? "" : e.getSQLState();
    }
}
