package org.rflow.components;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.rflow.component.Component;
import org.rflow.component.ComponentContext;
import org.rflow.component.ConfigurationException;
import org.rflow.component.Option;
import org.rflow.component.OutputPort;

/**
 * Sends the rows of a query as records (or rows of texts), with the columns' names in lower case. With a {@code position} column, whose values are unique
 * and grow, such as an identity, the query's one {@code ?} stands for the last one seen: so it goes on where it was after a kill, and with
 * {@code poll_interval} asks again and again for what was added since.
 *
 * <pre>{@code
 * components:
 *   orders:
 *     type: sql_in
 *     options:
 *       url: "jdbc:postgresql://127.0.0.1:5432/shop"
 *       user: reader
 *       password: "${env:SHOP_PASSWORD:-none}"
 *       query: "select * from orders where id > ? order by id"
 *       position: id
 *       start: 0
 *       poll_interval: 5s
 * }</pre>
 *
 * <p>Without {@code position} the query is asked once, and a worker that takes the place of one that died asks it again and passes over as many rows
 * as were done: it needs an {@code order by}. Whole numbers of any size become longs, floats doubles, other numbers and times texts; {@code as: row} makes
 * all texts and leaves out what is NULL. Only the first worker of a shard reads. A query that fails ends the worker, which is started again as its shard says.
 *
 * <p>Rows whose transactions commit later than those of larger positions may be missed when they are polled for: let the query leave out the latest moments.
 */
public final class SqlIn extends Component {
    private static final int AT_ONCE = 100;

    final OutputPort out = outputPort("out", "a record for each row");
    private final Option<String> url = option("url")
            .text()
            .required()
            .secret()
            .help("the database, such as jdbc:postgresql://127.0.0.1:5432/birds");
    private final Option<String> user = option("user").text().help("who logs in");
    private final Option<String> password =
            option("password").text().secret().help("the password; write ${env:…} or ${file:…}");
    private final Option<String> query =
            option("query").text().required().help("what to select; one ? stands for the last position");
    private final Option<String> position =
            option("position").text().defaultsTo("").help("the column whose values are unique and grow");
    private final Option<String> start =
            option("start").text().help("the position to begin behind; needed with a position");
    private final Option<Duration> pollInterval =
            option("poll_interval").duration().help("ask again so long after the last row; else once");
    private final Option<SqlRow.As> as =
            option("as").choice(SqlRow.As.class).defaultsTo("record").help("what a row of the table becomes");
    private final Option<String> recordType =
            option("record_type").text().defaultsTo("Record").help("the data type's name, with as: record");
    private final Option<Boolean> resume =
            option("resume").bool().defaultsTo("false").help("go on where the last run ended");

    private final Queue<SqlReader.Read> read = new ArrayDeque<>();
    private @Nullable SqlReader reader;
    private @Nullable Checkpoint checkpoint;
    private @Nullable Exception failure;
    private String last = "";
    private long toSkip;
    private long rows;
    private boolean asking;
    private boolean resting;
    private boolean ended;

    @Override
    protected String help() {
        return "sends the rows of a query";
    }

    @Override
    protected boolean hasPositions() {
        return true;
    }

    @Override
    protected void configure(ComponentContext context) throws IOException, SQLException {
        check();
        if (context.workerIndex() != 1) {
            ended = true;
            return;
        }
        Checkpoint known = new Checkpoint(context);
        checkpoint = known;
        last = start.find().orElse("");
        if (resume.get() || context.isRestarted() || context.lastPosition().isPresent()) {
            known.lastPosition().ifPresent(this::goOnBehind);
        } else {
            known.forget();
        }
        Database database = new Database(url, user, password);
        Connection connection = database.openFirst();
        reader = new SqlReader(
                database, connection, query.get(), new SqlRow.Form(as.get(), recordType.get(), position.get()));
    }

    private void check() {
        boolean incremental = !position.get().isEmpty();
        if (incremental != query.get().contains("?")) {
            throw new ConfigurationException(
                    "options 'query' and 'position' belong together: a query with one ? for the last position, and the column that has it");
        }
        if (incremental && !start.isSet()) {
            throw new ConfigurationException("option 'start' is needed with 'position': the position to begin behind");
        }
        if (!incremental && pollInterval.isSet()) {
            throw new ConfigurationException(
                    "option 'poll_interval' needs 'position', or every row would be sent again each time");
        }
        if (pollInterval.isSet() && pollInterval.get().toMillis() < 1) {
            throw new ConfigurationException("option 'poll_interval': must be at least 1ms");
        }
    }

    private void goOnBehind(String known) {
        if (position.get().isEmpty()) {
            toSkip = Long.parseLong(known);
        } else {
            last = known;
        }
    }

    @Override
    protected Poll poll() throws Exception {
        if (failure != null) {
            throw failure;
        }
        if (read.isEmpty() && !ended) {
            ask();
            return Poll.IDLE;
        }
        for (int left = Math.min(AT_ONCE, read.size()); left > 0; left--) {
            SqlReader.Read next = read.remove();
            rows++;
            if (left == 1) {
                // the position of a hundred rows is that of the last of them
                context().position(position.get().isEmpty() ? Long.toString(rows) : next.position());
            }
            out.send(next.message());
        }
        return ended && read.isEmpty() ? Poll.DONE : Poll.MORE;
    }

    private void ask() {
        if (asking || resting) {
            return;
        }
        asking = true;
        SqlReader open = requireNonNull(reader, "reader");
        String after = position.get().isEmpty() ? null : last;
        context().blocking(() -> open.page(after), this::answered, cause -> {
            asking = false;
            failure = cause;
            context().wake();
        });
    }

    private void answered(List<SqlReader.Read> page) {
        asking = false;
        if (page.isEmpty()) {
            atEnd();
        }
        for (SqlReader.Read row : page) {
            last = row.position();
            if (toSkip > 0) {
                toSkip--;
                rows++;
            } else {
                read.add(row);
            }
        }
        context().wake();
    }

    private void atEnd() {
        if (pollInterval.isSet()) {
            resting = true;
            context().after(pollInterval.get(), () -> resting = false);
        } else {
            ended = true;
        }
    }

    @Override
    protected void positionDone(String done) throws IOException {
        requireNonNull(checkpoint, "checkpoint").done(done);
    }

    @Override
    protected void cleanup() throws IOException, SQLException {
        if (checkpoint != null) {
            checkpoint.write();
        }
        if (reader != null && !asking) {
            reader.close();
        }
    }
}
