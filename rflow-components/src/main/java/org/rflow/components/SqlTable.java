package org.rflow.components;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rflow.message.MessageException;

/** A query as a table: a value brings its first row. Blocks; called by one thread at a time. */
final class SqlTable implements AutoCloseable {
    /** The row of each key, and why the database refuses those that are no value for it. */
    record Found(Map<String, Optional<Map<String, Object>>> rows, Map<String, MessageException> refused) {}

    private final Database database;
    private final String query;
    private @Nullable Connection connection;
    private @Nullable PreparedStatement statement;

    SqlTable(Database database, String query) {
        this.database = database;
        this.query = query;
    }

    /**
     * Columns in lower case and without what is NULL. A connection that has broken is made anew once; {@link MessageException} when the
     * database is away or cannot answer the query at all.
     */
    Found find(Set<String> keys) {
        try {
            return ask(keys);
        } catch (SQLException e) {
            boolean broken = Database.isPassing(e, Optional.ofNullable(connection));
            disconnect(e);
            if (!broken) {
                throw failed(e);
            }
        }
        try {
            return ask(keys);
        } catch (SQLException e) {
            disconnect(e);
            throw failed(e);
        }
    }

    private void disconnect(SQLException failure) {
        try {
            close();
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }

    private MessageException failed(SQLException e) {
        return new MessageException("database '" + database + "' cannot answer the query: " + database.reason(e), e);
    }

    private Found ask(Set<String> keys) throws SQLException {
        if (connection == null) {
            connection = database.open();
        }
        if (statement == null) {
            statement = connection.prepareStatement(query);
            statement.setMaxRows(1);
        }
        Found found = new Found(new LinkedHashMap<>(), new LinkedHashMap<>());
        for (String key : keys) {
            try {
                found.rows().put(key, row(statement, key));
            } catch (SQLException e) {
                if (Database.isPassing(e, Optional.of(connection))) {
                    throw e;
                }
                // some databases take no other question in the same transaction
                connection.rollback();
                found.refused()
                        .put(
                                key,
                                new MessageException(
                                        "database '" + database + "' refuses the value '" + key + "': "
                                                + database.reason(e),
                                        e));
            }
        }
        connection.commit();
        return found;
    }

    private static Optional<Map<String, Object>> row(PreparedStatement asking, String key) throws SQLException {
        asking.setString(1, key);
        try (ResultSet result = asking.executeQuery()) {
            return result.next() ? Optional.of(row(result)) : Optional.empty();
        }
    }

    private static Map<String, Object> row(ResultSet result) throws SQLException {
        ResultSetMetaData columns = result.getMetaData();
        Map<String, Object> row = new LinkedHashMap<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            String text = result.getString(i);
            if (text != null) {
                row.put(columns.getColumnLabel(i).toLowerCase(Locale.ROOT), text);
            }
        }
        return row;
    }

    @Override
    public void close() throws SQLException {
        Connection open = connection;
        connection = null;
        statement = null;
        if (open != null) {
            open.close();
        }
    }
}
