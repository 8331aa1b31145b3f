package org.rflow.components;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.rflow.component.Component;
import org.rflow.component.ComponentContext;
import org.rflow.component.ConfigurationException;
import org.rflow.component.InputPort;
import org.rflow.component.Option;
import org.rflow.component.OutputPort;
import org.rflow.message.CoreTypes;
import org.rflow.message.Message;
import org.rflow.message.MessageException;

/**
 * Sums up windows of messages: {@code count}, {@code sum}, {@code min}, {@code max} and {@code avg} of CEL expressions (see
 * {@code filter}), for each combination of the fields in {@code by}. A window is {@code count} messages, or those of one
 * {@code interval} by the clock, whose multiples since 1970 are its borders; without either there is one, until the end. What is not full then is
 * sent too.
 *
 * <pre>{@code
 * components:
 *   per_city:
 *     type: aggregate
 *     options:
 *       by: [ city ]
 *       interval: 1m
 *       values: [ 'orders = count()', 'income = sum(data.cost)', 'dearest = max(data.cost)', 'usual = avg(data.cost)' ]
 * }</pre>
 *
 * <p>Results are rows of the fields, {@code window} (its beginning, with {@code interval}) and the values, sorted by the fields. Numbers are decimal, and sums
 * exact; an average has 16 digits. Null and empty texts are left out, as in SQL: {@code count(x)} counts the others, and the result of none is
 * an empty text. A text that is no number is an error.
 *
 * <p>Each worker sums up what it gets: connect it with {@code delivery: keyed} and the same field. More than {@code max_groups} combinations
 * at a time are an error of the message that brings one more. What has been summed up is the component's state: on connections
 * that promise at-least-once each message is in it once, whoever is killed.
 */
public final class Aggregate extends Component {
    private static final String WINDOW = "window";

    final InputPort in = inputPort("in", "messages");
    final OutputPort out =
            outputPort("out", "rows of the fields and the values").gives(CoreTypes.ROW);
    final OutputPort errored = outputPort("errored", "what has not the fields, or a value that is no number");
    private final Option<List<String>> by =
            option("by").list().defaultsTo("").help("the fields whose combinations are summed up apart");
    private final Option<List<String>> values = option("values")
            .list()
            .required()
            .help("'name = function(CEL expression)', each; functions are count, sum, min, max, avg");
    private final Option<Long> count = option("count").integer().help("so many messages of a combination are a window");
    private final Option<Duration> interval = option("interval").duration().help("so much time is a window");
    private final Option<Long> maxGroups = option("max_groups")
            .integer()
            .defaultsTo("100000")
            .help("the most combinations that a worker keeps at a time");

    private final Map<List<String>, Group> groups = new HashMap<>();
    private final Map<Integer, Map<List<String>, Group>> groupsBySlot = new HashMap<>();
    private final List<Map<String, String>> due = new ArrayList<>();
    private List<Assignment<Measure>> measures = List.of();
    private long window;

    @Override
    protected String help() {
        return "sums up windows of messages";
    }

    @Override
    protected void configure(ComponentContext context) {
        if (count.isSet() && interval.isSet()) {
            throw new ConfigurationException("set one of the options 'count' and 'interval', or none");
        }
        Checks.atLeast(count, 1);
        Checks.atLeast(maxGroups, 1);
        Checks.distinct(by);
        if (interval.isSet() && interval.get().toMillis() < 1) {
            throw new ConfigurationException("option 'interval': must be at least 1ms");
        }
        measures = Assignment.of(values, Measure::of);
        if (measures.isEmpty()) {
            throw new ConfigurationException("option 'values' is empty; name what is wanted, as in 'n = count()'");
        }
        for (Assignment<Measure> measure : measures) {
            if (by.get().contains(measure.name())
                    || (interval.isSet() && measure.name().equals(WINDOW))) {
                throw new ConfigurationException(
                        "option 'values': the result has a field '" + measure.name() + "' already");
            }
        }
        window = windowOf(context);
    }

    /** The beginning of the present window, in milliseconds since 1970; 0 when time does not matter. */
    private long windowOf(ComponentContext context) {
        if (!interval.isSet()) {
            return 0;
        }
        long length = interval.get().toMillis();
        return Math.floorDiv(context.clock().millis(), length) * length;
    }

    @Override
    protected void run() {
        due.forEach(row -> out.send(Message.of(row)));
        due.clear();
        if (interval.isSet()) {
            turn();
            startTimer();
        }
    }

    private void startTimer() {
        long end = windowOf(context()) + interval.get().toMillis();
        context().after(Duration.ofMillis(end - context().clock().millis()), () -> {
            turn();
            startTimer();
        });
    }

    /** Sends the windows that are over. */
    private void turn() {
        long now = windowOf(context());
        window = now;
        send(group -> group.window != now);
    }

    @Override
    protected void process(InputPort port, Message message) {
        if (interval.isSet() && windowOf(context()) != window) {
            turn();
        }
        List<String> key = List.of(Fields.texts(message, by.get()));
        List<Optional<BigDecimal>> numbers = new ArrayList<>(measures.size());
        for (Assignment<Measure> measure : measures) {
            numbers.add(measure.value().number(message));
        }
        Group group = groups.get(key);
        if (group == null) {
            if (groups.size() >= maxGroups.get()) {
                throw new MessageException("there are " + groups.size() + " combinations of " + by.get()
                        + " already; a larger 'max_groups' or shorter windows are needed");
            }
            group = add(key, new Group(window, measures.size()));
        }
        group.add(numbers);
        if (count.isSet() && group.messages >= count.get()) {
            remove(key);
            out.send(Message.of(row(key, group)));
        }
    }

    private Group add(List<String> key, Group group) {
        groups.put(key, group);
        groupsBySlot.computeIfAbsent(slotOf(key), slot -> new TreeMap<>(ORDER)).put(key, group);
        return group;
    }

    private void remove(List<String> key) {
        groups.remove(key);
        Map<List<String>, Group> others = groupsBySlot.getOrDefault(slotOf(key), new HashMap<>());
        others.remove(key);
    }

    private static final Comparator<List<String>> ORDER =
            (one, other) -> Arrays.compare(one.toArray(new String[0]), other.toArray(new String[0]));

    private int slotOf(List<String> key) {
        return key.isEmpty() ? SlotState.firstOf(context()) : slot(String.join(",", key));
    }

    private void send(Predicate<Group> which) {
        Map<List<String>, Group> sorted = new TreeMap<>(ORDER);
        groups.forEach((key, group) -> {
            if (which.test(group)) {
                sorted.put(key, group);
            }
        });
        sorted.forEach((key, group) -> {
            remove(key);
            out.send(Message.of(row(key, group)));
        });
    }

    private Map<String, String> row(List<String> key, Group group) {
        Map<String, String> row = new LinkedHashMap<>();
        for (int i = 0; i < key.size(); i++) {
            row.put(by.get().get(i), key.get(i));
        }
        if (interval.isSet()) {
            row.put(WINDOW, Instant.ofEpochMilli(group.window).toString());
        }
        for (int i = 0; i < measures.size(); i++) {
            row.put(measures.get(i).name(), measures.get(i).value().result(group.tallies.get(i)));
        }
        return row;
    }

    @Override
    protected void shutdown() {
        send(group -> true);
    }

    /** Numbers of fields and of values; then for each group its window, how many messages, fields' values, tallies. */
    @Override
    protected byte[] snapshot(int slot) throws IOException {
        Map<List<String>, Group> kept = groupsBySlot.getOrDefault(slot, Map.of());
        if (kept.isEmpty()) {
            return new byte[0];
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream state = new DataOutputStream(bytes);
        state.writeInt(by.get().size());
        state.writeInt(measures.size());
        for (Map.Entry<List<String>, Group> entry : kept.entrySet()) {
            for (String value : entry.getKey()) {
                SlotState.writeText(state, value);
            }
            entry.getValue().write(state);
        }
        return bytes.toByteArray();
    }

    @Override
    protected void restore(int slot, byte[] bytes) throws IOException {
        DataInputStream state = new DataInputStream(new ByteArrayInputStream(bytes));
        int fields = state.readInt();
        int tallies = state.readInt();
        if (fields != by.get().size() || tallies != measures.size()) {
            throw new ConfigurationException("the state to go on with has " + tallies + " values by " + fields
                    + " fields; options 'by' and 'values' name others");
        }
        while (state.available() > 0) {
            String[] key = new String[fields];
            for (int i = 0; i < fields; i++) {
                key[i] = SlotState.readText(state);
            }
            restore(List.of(key), Group.read(state, tallies));
        }
    }

    /** Two workers' sums of one combination come together when there are fewer workers than before. */
    private void restore(List<String> key, Group group) {
        Group known = groups.get(key);
        if (known == null) {
            add(key, group);
        } else if (known.window == group.window) {
            known.add(group);
        } else {
            due.add(row(key, group));
        }
    }

    /** The sums of one combination in one window. */
    private static final class Group {
        private final long window;
        private final List<Tally> tallies = new ArrayList<>();
        private long messages;

        Group(long window, int measures) {
            this.window = window;
            for (int i = 0; i < measures; i++) {
                tallies.add(new Tally());
            }
        }

        void add(List<Optional<BigDecimal>> numbers) {
            messages++;
            for (int i = 0; i < numbers.size(); i++) {
                numbers.get(i).ifPresent(tallies.get(i)::add);
            }
        }

        void add(Group other) {
            messages += other.messages;
            for (int i = 0; i < tallies.size(); i++) {
                tallies.get(i).add(other.tallies.get(i));
            }
        }

        void write(DataOutputStream state) throws IOException {
            state.writeLong(window);
            state.writeLong(messages);
            for (Tally tally : tallies) {
                tally.write(state);
            }
        }

        static Group read(DataInputStream state, int measures) throws IOException {
            Group group = new Group(state.readLong(), 0);
            group.messages = state.readLong();
            for (int i = 0; i < measures; i++) {
                group.tallies.add(Tally.read(state));
            }
            return group;
        }
    }
}
