package org.rflow.components;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;
import org.rflow.message.MessageException;

/**
 * Writes rows, many in one transaction. Blocks; {@link #write} is called by one thread at a time, {@link #giveUp} by any. A database that
 * is away is waited for; a row that it refuses is found by halving, and does no harm to the others.
 */
final class SqlWriter implements AutoCloseable {
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 2000;

    private final Database database;
    private final String sql;
    private final Duration patience;
    private final Logger log;
    private @Nullable Connection connection;
    private @Nullable PreparedStatement statement;
    private volatile boolean closed;

    /** {@code connection} is the first one to use, and the writer's to close. */
    SqlWriter(Database database, Connection connection, String sql, Duration patience, Logger log) {
        this.database = database;
        this.connection = connection;
        this.sql = sql;
        this.patience = patience;
        this.log = log;
    }

    /** Commits all rows but those the database refuses: why it does stands at their index, and null at that of the others. */
    @Nullable
    Exception[] write(List<List<@Nullable Object>> rows) throws InterruptedException {
        @Nullable Exception[] refused = new Exception[rows.size()];
        write(rows, 0, refused);
        return refused;
    }

    private void write(List<List<@Nullable Object>> rows, int first, @Nullable Exception[] refused)
            throws InterruptedException {
        Optional<SQLException> failure = commit(rows);
        if (failure.isEmpty()) {
            return;
        }
        if (rows.size() == 1) {
            refused[first] = new MessageException(
                    "database '" + database + "' refuses the row: " + database.reason(failure.get()), failure.get());
            return;
        }
        int half = rows.size() / 2;
        write(rows.subList(0, half), first, refused);
        write(rows.subList(half, rows.size()), first + half, refused);
    }

    /** Why the database refuses one of the rows, and so has none of them; empty when it has all. */
    private Optional<SQLException> commit(List<List<@Nullable Object>> rows) throws InterruptedException {
        // from the break on: a write may itself have taken longer than a database that is away is waited for
        OptionalLong broke = OptionalLong.empty();
        for (long pause = FIRST_PAUSE_MILLIS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS)) {
            try {
                insert(rows);
                return Optional.empty();
            } catch (SQLException e) {
                rollBack(e);
                if (!Database.isPassing(e, Optional.ofNullable(connection))) {
                    return Optional.of(e);
                }
                disconnect(e);
                long now = System.nanoTime();
                broke = OptionalLong.of(broke.orElse(now));
                if (closed || now - broke.getAsLong() >= patience.toNanos()) {
                    throw new MessageException("database '" + database + "' is away: " + database.reason(e), e);
                }
                log.warn("database '{}' is away, and tried again in {} ms: {}", database, pause, database.reason(e));
            }
            TimeUnit.MILLISECONDS.sleep(pause);
        }
    }

    private void insert(List<List<@Nullable Object>> rows) throws SQLException {
        if (connection == null) {
            connection = database.open();
        }
        if (statement == null) {
            statement = connection.prepareStatement(sql);
        }
        for (List<@Nullable Object> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                set(statement, i + 1, row.get(i));
            }
            if (rows.size() > 1) {
                statement.addBatch();
            }
        }
        if (rows.size() > 1) {
            statement.executeBatch();
        } else {
            statement.executeUpdate();
        }
        connection.commit();
    }

    private static void set(PreparedStatement statement, int index, @Nullable Object value) throws SQLException {
        if (value instanceof byte[] bytes) {
            statement.setBytes(index, bytes);
        } else {
            statement.setString(index, (String) value);
        }
    }

    private void rollBack(SQLException failure) {
        try {
            if (statement != null) {
                statement.clearBatch();
            }
            if (connection != null) {
                connection.rollback();
            }
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }

    private void disconnect(SQLException failure) {
        Connection broken = connection;
        connection = null;
        statement = null;
        try {
            if (broken != null) {
                broken.close();
            }
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }

    /** What is being written is not waited for any more when the database is away. */
    void giveUp() {
        closed = true;
    }

    /** Only while nothing is written. */
    @Override
    public void close() throws SQLException {
        giveUp();
        if (connection != null) {
            connection.close();
        }
    }
}
