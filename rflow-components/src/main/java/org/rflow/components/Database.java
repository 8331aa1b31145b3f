package org.rflow.components;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.rflow.component.ConfigurationException;
import org.rflow.component.Option;

/** A database as a component's options name it. Any driver on the class path will do. Stateless. */
final class Database {
    private static final int SECONDS_TO_ANSWER = 2;
    /** Classes of SQL states: connection, operator intervention, no resources, transaction rolled back for another's sake. */
    private static final Set<String> PASSING = Set.of("08", "53", "57", "40");

    private final String url;
    private final Properties login = new Properties();

    Database(Option<String> url, Option<String> user, Option<String> password) {
        this.url = url.get();
        user.find().ifPresent(name -> login.setProperty("user", name));
        password.find().ifPresent(secret -> login.setProperty("password", secret));
        if (this.url.startsWith("jdbc:postgresql:")) {
            // the database reads texts as what their columns are
            login.setProperty("stringtype", "unspecified");
        }
    }

    /** A connection that commits when told to. */
    Connection open() throws SQLException {
        Connection connection = DriverManager.getConnection(url, login);
        connection.setAutoCommit(false);
        return connection;
    }

    /** A first connection, in {@code configure}; {@link ConfigurationException} with the driver's reason when there is none. */
    Connection openFirst() {
        try {
            return open();
        } catch (SQLException e) {
            String reason = reason(e);
            String cure = reason.startsWith("No suitable driver")
                    ? "; put the jar of its driver into the directory lib/ of the distribution"
                    : "";
            throw new ConfigurationException("database '" + this + "' cannot be opened: " + reason + cure, e);
        }
    }

    /** Whether the same may succeed later: the database was away, or could not do it for the sake of others. */
    static boolean isPassing(SQLException failure, Optional<Connection> connection) {
        String state = String.valueOf(failure.getSQLState());
        return failure instanceof SQLTransientException
                || failure instanceof SQLRecoverableException
                || (state.length() == 5 && PASSING.contains(state.substring(0, 2)))
                || connection.filter(open -> !answers(open)).isPresent();
    }

    /** What the database said, in one line and without the statement that it was about. */
    String reason(SQLException failure) {
        return String.valueOf(failure.getMessage())
                .lines()
                .findFirst()
                .orElse("")
                .replaceFirst(";? SQL statement:$", "")
                .replace(url, toString());
    }

    private static boolean answers(Connection connection) {
        try {
            return connection.isValid(SECONDS_TO_ANSWER);
        } catch (SQLException e) {
            return false;
        }
    }

    /** Without what follows the name, as there may be a password. */
    @Override
    public String toString() {
        return url.split("[?;]", 2)[0].replaceFirst("//[^/@]*@", "//");
    }
}
