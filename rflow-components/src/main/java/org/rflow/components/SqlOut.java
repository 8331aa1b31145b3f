package org.rflow.components;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;
import org.rflow.component.Component;
import org.rflow.component.ComponentContext;
import org.rflow.component.ConfigurationException;
import org.rflow.component.InputPort;
import org.rflow.component.Option;
import org.rflow.component.OutputPort;
import org.rflow.component.Receipt;
import org.rflow.message.Message;
import org.rflow.message.MessageException;

/**
 * Writes rows and records into a table of a database (JDBC; drivers of PostgreSQL and H2 are there). A column is filled from the field of its name, or of
 * another: {@code column=field}; into one column alone goes a message that has no fields. Texts become what the column is, if the database can read them.
 *
 * <pre>{@code
 * components:
 *   strikes:
 *     type: sql_out
 *     options:
 *       url: "jdbc:postgresql://127.0.0.1:5432/birds"
 *       user: rflow
 *       password: "${env:BIRDS_PASSWORD:-none}"
 *       table: strikes
 *       columns: [ id, species=Wildlife Species, phase=Phase of flight ]
 *       key: [ id ]
 * }</pre>
 *
 * <p>Up to {@code batch} rows are written in one transaction, and acknowledged when it is committed: on connections that promise at-least-once no row is
 * lost, whoever dies. Some come twice after a death; with {@code key}, the columns of a unique index, such a row takes the place of the one that is there (PostgreSQL and
 * H2), so the table is exact.
 *
 * <p>A row that the database refuses goes to {@code errored}, and the others of its batch are written. A database that is away is waited for up to
 * {@code wait}, from the moment on when that was seen; then the rows fail.
 */
public final class SqlOut extends Component {
    /** Below what a component may hold open before it is given no more. */
    private static final int LARGEST_BATCH = 1000;

    private record Row(List<@Nullable Object> values, Receipt receipt) {}

    final InputPort in = inputPort("in", "rows or records");
    final OutputPort errored = outputPort("errored", "what the database refuses, or has not the fields");
    private final Option<String> url = option("url")
            .text()
            .required()
            .secret()
            .help("the database, such as jdbc:postgresql://127.0.0.1:5432/birds");
    private final Option<String> user = option("user").text().help("who logs in");
    private final Option<String> password =
            option("password").text().secret().help("the password; write ${env:…} or ${file:…}");
    private final Option<String> table = option("table").text().required().help("the table to write");
    private final Option<List<String>> columns =
            option("columns").list().required().help("the columns to fill: column, or column=field");
    private final Option<List<String>> key = option("key")
            .list()
            .defaultsTo("")
            .help("the columns of a unique index: a row with the same values is replaced");
    private final Option<Boolean> missingIsNull = option("missing_is_null")
            .bool()
            .defaultsTo("false")
            .help("a field that a message has not is NULL; else the message goes to errored");
    private final Option<Long> batch =
            option("batch").integer().defaultsTo("500").help("the most rows of one transaction");
    private final Option<Duration> wait =
            option("wait").duration().defaultsTo("1m").help("how long a database that is away is waited for");

    private final Deque<Row> gathered = new ArrayDeque<>();
    private final List<String> fields = new ArrayList<>();
    private @Nullable SqlWriter writer;
    private boolean writing;

    @Override
    protected String help() {
        return "writes rows into a table of a database";
    }

    @Override
    protected void configure(ComponentContext context) throws SQLException {
        if (batch.get() < 1 || batch.get() > LARGEST_BATCH) {
            throw new ConfigurationException(
                    "option 'batch': " + batch.get() + " is not between 1 and " + LARGEST_BATCH);
        }
        List<String> names = new ArrayList<>();
        for (String column : columns.get()) {
            String[] parts = column.split("=", 2);
            names.add(parts[0].strip());
            fields.add(parts[parts.length - 1].strip());
        }
        if (!names.containsAll(key.get())) {
            throw new ConfigurationException("option 'key': " + key.get() + " is not among the columns " + names);
        }
        Database database = new Database(url, user, password);
        Connection connection = database.openFirst();
        try {
            String sql =
                    SqlInsert.text(connection.getMetaData().getDatabaseProductName(), table.get(), names, key.get());
            check(database, connection, sql);
            writer = new SqlWriter(database, connection, sql, wait.get(), context.log());
        } finally {
            if (writer == null) {
                connection.close();
            }
        }
    }

    /** Lets the database look at the statement, so that a wrong name is told before anything is read. */
    private void check(Database database, Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.getParameterMetaData();
        } catch (SQLException e) {
            throw new ConfigurationException("table '" + table.get() + "' cannot be written: " + database.reason(e), e);
        } finally {
            connection.rollback();
        }
    }

    @Override
    protected void process(InputPort port, Message message) {
        gathered.add(new Row(values(message), context().retain()));
        if (gathered.size() >= batch.get()) {
            write();
        }
    }

    private List<@Nullable Object> values(Message message) {
        List<@Nullable Object> values = new ArrayList<>();
        Object data = message.data();
        if (!(data instanceof Map) && !(data instanceof IndexedRecord) && fields.size() == 1) {
            values.add(message.text());
            return values;
        }
        Fields.of(message);
        for (String field : fields) {
            values.add(value(data, field));
        }
        return values;
    }

    private @Nullable Object value(Object data, String field) {
        Object value;
        if (data instanceof Map<?, ?> row) {
            value = row.get(field);
            if (value == null && !missingIsNull.get()) {
                throw missing(data, field);
            }
        } else {
            IndexedRecord record = (IndexedRecord) data;
            Schema.Field known = record.getSchema().getField(field);
            if (known == null && !missingIsNull.get()) {
                throw missing(data, field);
            }
            value = known == null ? null : record.get(known.pos());
        }
        if (value instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            return bytes;
        }
        return value == null ? null : Fields.text(data, field);
    }

    private static MessageException missing(Object data, String field) {
        return new MessageException("there is no field '" + field + "'; there is: " + Fields.names(data));
    }

    /** What comes while a batch is written makes the next one. */
    @Override
    protected void endOfBatch() {
        write();
    }

    private void write() {
        if (writing || gathered.isEmpty()) {
            return;
        }
        writing = true;
        List<Row> rows = new ArrayList<>();
        while (rows.size() < batch.get() && !gathered.isEmpty()) {
            rows.add(gathered.remove());
        }
        List<List<@Nullable Object>> values = new ArrayList<>();
        rows.forEach(row -> values.add(row.values()));
        SqlWriter open = requireNonNull(writer, "writer");
        context().blocking(() -> open.write(values), refused -> written(rows, refused), cause -> {
            writing = false;
            rows.forEach(row -> row.receipt().fail(cause));
            write();
        });
    }

    private void written(List<Row> rows, @Nullable Exception[] refused) {
        writing = false;
        for (int i = 0; i < refused.length; i++) {
            Exception why = refused[i];
            if (why == null) {
                rows.get(i).receipt().release();
            } else {
                rows.get(i).receipt().fail(why);
            }
        }
        write();
    }

    @Override
    protected void cleanup() throws SQLException {
        if (writer == null) {
            return;
        }
        writer.giveUp();
        if (!writing) {
            writer.close();
        }
    }
}
