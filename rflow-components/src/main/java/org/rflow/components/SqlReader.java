package org.rflow.components;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rflow.component.ConfigurationException;
import org.rflow.message.Message;

/**
 * Asks a query and reads its rows a page at a time, without holding all of them in memory. Blocks; called by one thread at a time.
 */
final class SqlReader implements AutoCloseable {
    private static final int PAGE = 500;

    private final Database database;
    private final String sql;
    private final SqlRow.Form form;
    private @Nullable Connection connection;
    private @Nullable PreparedStatement statement;
    private @Nullable ResultSet rows;
    private @Nullable SqlRow row;

    /** A row as a message, and where it was read: empty when there is no position column. */
    record Read(Message message, String position) {}

    /** {@code connection} is the first one to use, and the reader's to close. */
    SqlReader(Database database, Connection connection, String sql, SqlRow.Form form) {
        this.database = database;
        this.connection = connection;
        this.sql = sql;
        this.form = form;
    }

    /**
     * The next rows; none at the end of the query, which is then asked anew by the next call. {@code after} fills its parameter.
     * {@link ConfigurationException} says why the database has no answer.
     */
    List<Read> page(@Nullable String after) {
        try {
            return read(after);
        } catch (SQLException e) {
            throw new ConfigurationException(
                    "database '" + database + "' cannot answer the query: " + database.reason(e), e);
        }
    }

    private List<Read> read(@Nullable String after) throws SQLException {
        ResultSet open = rows == null ? ask(after) : rows;
        SqlRow form = requireNonNull(row, "row");
        List<Read> page = new ArrayList<>();
        while (page.size() < PAGE && open.next()) {
            page.add(new Read(form.message(open), form.position(open)));
        }
        if (page.isEmpty()) {
            end();
        }
        return page;
    }

    private ResultSet ask(@Nullable String after) throws SQLException {
        if (connection == null) {
            connection = database.open();
        }
        PreparedStatement asking = connection.prepareStatement(sql);
        statement = asking;
        asking.setFetchSize(PAGE);
        if (after != null) {
            asking.setString(1, after);
        }
        ResultSet answer = asking.executeQuery();
        rows = answer;
        row = new SqlRow(answer.getMetaData(), form);
        return answer;
    }

    private void end() throws SQLException {
        rows = null;
        if (statement != null) {
            statement.close();
        }
        if (connection != null) {
            connection.commit();
        }
    }

    @Override
    public void close() throws SQLException {
        if (connection != null) {
            connection.close();
        }
    }
}
