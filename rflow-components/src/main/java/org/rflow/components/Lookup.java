package org.rflow.components;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
 * Adds to each row, document or record what a table knows of it: the first row of a file whose {@code column} has the value of the message's
 * field {@code key}, or the first row of a query in which {@code ?} stands for that value. What the table does not know goes to {@code missing}.
 *
 * <pre>{@code
 * components:
 *   airport:
 *     type: lookup
 *     options: { key: airport_code, file: airports.csv, column: code, fields: [ city, land=country ] }
 *   price:
 *     type: lookup
 *     options: { key: article, file: prices.json }
 *   customer:
 *     type: lookup
 *     options:
 *       key: customer
 *       url: "jdbc:postgresql://127.0.0.1:5432/shop"
 *       user: reader
 *       password: "${env:SHOP_PASSWORD:-none}"
 *       query: "select name, city from customers where id = ?"
 * }</pre>
 *
 * <p>{@code fields} are the columns to add, {@code field=column} under another name; without it all but the key's. A file is CSV with a header, or when its name ends in {@code .json}
 * a list of objects, or an object of objects, which are found by its names. A document gets values as JSON has them, rows and records get texts. A file is held in memory, up to {@code max_rows}, and read
 * again when it has changed; a query's answers, also that there is none, are remembered, the latest {@code cache} of them, for {@code expire}. Messages that wait for the
 * database are overtaken by those that do not; one whose value the database refuses, such as a text where a number is compared, goes to {@code errored} alone.
 */
public final class Lookup extends Component {
    private record Job(Message message, String key, Receipt receipt) {}

    final InputPort in = inputPort("in", "rows, documents or records");
    final OutputPort out = outputPort("out", "the same with more fields");
    final OutputPort missing =
            outputPort("missing", "what the table does not know").passes(in);
    final OutputPort errored = outputPort("errored", "what has not the field, or the database fails on");
    private final Option<String> key = option("key").text().required().help("the field whose value is looked up");
    private final Option<Path> file = option("file")
            .path()
            .help("a CSV file whose first record names its columns, or JSON if its name ends in .json");
    private final Option<String> column = option("column")
            .text()
            .help("the file's column, or field of its objects, that the value is looked for in; else named as the key");
    private final Option<String> separator =
            option("separator").text().defaultsTo(",").help("the character between two fields of a CSV file");
    private final Option<Duration> reload =
            option("reload").duration().defaultsTo("10s").help("how often it is looked whether the file has changed");
    private final Option<Long> maxRows =
            option("max_rows").integer().defaultsTo("1000000").help("a file with more is an error");
    private final Option<String> url = option("url").text().secret().help("instead of a file: a database");
    private final Option<String> user = option("user").text().help("who logs in");
    private final Option<String> password =
            option("password").text().secret().help("the password; write ${env:…} or ${file:…}");
    private final Option<String> query = option("query").text().help("what to select; ? stands for the value");
    private final Option<Long> cache =
            option("cache").integer().defaultsTo("10000").help("so many answers of the database are remembered");
    private final Option<Duration> expire =
            option("expire").duration().defaultsTo("1m").help("how long an answer is remembered");
    private final Option<List<String>> fields =
            option("fields").list().defaultsTo("").help("what to add, column or field=column; else all");

    private final List<Job> waiting = new ArrayList<>();
    private @Nullable Enrichment enrichment;
    private @Nullable LookupCache answers;
    private @Nullable SqlTable database;
    private Map<String, Map<String, Object>> rows = Map.of();
    private @Nullable FileTime read;
    private boolean busy;

    @Override
    protected String help() {
        return "adds to each message what a table knows of it";
    }

    @Override
    protected void configure(ComponentContext context) throws SQLException {
        if (file.isSet() == url.isSet() || url.isSet() != query.isSet()) {
            throw new ConfigurationException("set the option 'file', or the options 'url' and 'query'");
        }
        if (cache.get() < 1 || maxRows.get() < 1) {
            throw new ConfigurationException("options 'cache' and 'max_rows': must be above 0");
        }
        if (reload.get().toMillis() < 1) {
            throw new ConfigurationException("option 'reload': must be at least 1ms");
        }
        enrichment = new Enrichment(fields.get());
        answers = new LookupCache(Math.toIntExact(cache.get()), expire.get(), context.clock());
        if (file.isSet()) {
            readFile(context.resolve(file.get()));
        } else {
            database = new SqlTable(new Database(url, user, password), query.get());
        }
    }

    private void readFile(Path path) {
        try {
            read = Files.getLastModifiedTime(path);
            rows = table(path);
        } catch (IOException | MessageException e) {
            throw new ConfigurationException("option 'file': '" + path + "' cannot be read: " + e, e);
        }
    }

    private Map<String, Map<String, Object>> table(Path path) throws IOException {
        String by = column.find().orElse(key.get());
        return path.toString().endsWith(".json")
                ? new JsonTable(path, by, maxRows.get()).read()
                : new CsvTable(path, CsvLine.separator(separator.get()), by, maxRows.get()).read();
    }

    @Override
    protected void run() {
        if (file.isSet()) {
            context().every(reload.get(), this::readChangedFile);
        }
    }

    private void readChangedFile() {
        if (busy) {
            return;
        }
        busy = true;
        Path path = context().resolve(file.get());
        context()
                .<Optional<Map<String, Map<String, Object>>>>blocking(
                        () -> {
                            FileTime written = Files.getLastModifiedTime(path);
                            if (written.equals(read)) {
                                return Optional.empty();
                            }
                            read = written;
                            return Optional.of(table(path));
                        },
                        fresh -> {
                            busy = false;
                            fresh.ifPresent(changed -> rows = changed);
                        },
                        cause -> {
                            busy = false;
                            context().log().warn("'{}' cannot be read again; what was read is kept: {}", path, cause);
                        });
    }

    @Override
    protected void process(InputPort port, Message message) {
        Object data = Fields.of(message);
        String value = Fields.text(data, key.get());
        if (value == null) {
            throw new MessageException("there is no field '" + key.get() + "'; there is: " + Fields.names(data));
        }
        if (database == null) {
            send(message, Optional.ofNullable(rows.get(value)));
            return;
        }
        // retained in both cases: what is sent is to be the same again, though then it may have been asked for, or
        // forgotten
        Receipt receipt = context().retain();
        Optional<Map<String, Object>> known = requireNonNull(answers, "answers").find(value);
        if (known == null) {
            waiting.add(new Job(message, value, receipt));
        } else {
            receipt.answer(() -> send(message, known));
        }
    }

    private void send(Message message, Optional<Map<String, Object>> row) {
        if (row.isPresent()) {
            out.send(requireNonNull(enrichment, "enrichment").add(message, row.get()));
        } else {
            missing.send(message);
        }
    }

    @Override
    protected void endOfBatch() {
        ask();
    }

    private void ask() {
        if (busy || waiting.isEmpty()) {
            return;
        }
        busy = true;
        List<Job> jobs = new ArrayList<>(waiting);
        waiting.clear();
        Set<String> keys = new LinkedHashSet<>();
        jobs.forEach(job -> keys.add(job.key()));
        SqlTable asked = requireNonNull(database, "database");
        context().blocking(() -> asked.find(keys), found -> answered(jobs, found), cause -> {
            busy = false;
            jobs.forEach(job -> job.receipt().fail(cause));
            ask();
        });
    }

    private void answered(List<Job> jobs, SqlTable.Found found) {
        busy = false;
        found.rows().forEach(requireNonNull(answers, "answers")::put);
        for (Job job : jobs) {
            MessageException refused = found.refused().get(job.key());
            if (refused == null) {
                job.receipt().answer(() -> send(job.message(), found.rows().getOrDefault(job.key(), Optional.empty())));
            } else {
                job.receipt().fail(refused);
            }
        }
        ask();
    }

    @Override
    protected void cleanup() throws SQLException {
        if (database != null && !busy) {
            database.close();
        }
    }
}
