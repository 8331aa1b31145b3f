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

/** A query as a table: a value brings its first row. Blocks; called by one thread at a time. */
final class SqlTable implements AutoCloseable {
    private final Database database;
    private final String query;
    private @Nullable Connection connection;
    private @Nullable PreparedStatement statement;

    SqlTable(Database database, String query) {
        this.database = database;
        this.query = query;
    }

    /** The row of each key, columns in lower case and without what is NULL. A connection that has broken is made anew once. */
    Map<String, Optional<Map<String, Object>>> find(Set<String> keys) throws SQLException {
        try {
            return ask(keys);
        } catch (SQLException e) {
            boolean broken = Database.isPassing(e, Optional.ofNullable(connection));
            close();
            if (!broken) {
                throw e;
            }
            return ask(keys);
        }
    }

    private Map<String, Optional<Map<String, Object>>> ask(Set<String> keys) throws SQLException {
        if (connection == null) {
            connection = database.open();
        }
        if (statement == null) {
            statement = connection.prepareStatement(query);
            statement.setMaxRows(1);
        }
        Map<String, Optional<Map<String, Object>>> found = new LinkedHashMap<>();
        for (String key : keys) {
            statement.setString(1, key);
            try (ResultSet result = statement.executeQuery()) {
                found.put(key, result.next() ? Optional.of(row(result)) : Optional.empty());
            }
        }
        connection.commit();
        return found;
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
