package org.rflow.components;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
 * Counts messages: all of them, or with {@code by} the rows or records for each value of these fields. The counts are sent
 * at the end and, with {@code interval}, the counts so far again and again; each is a row of the fields and
 * {@code count}, sorted by the fields' texts.
 *
 * <pre>{@code
 * components:
 *   per_city:
 *     type: count
 *     options: { by: [country, city], interval: 1m }
 * }</pre>
 *
 * <p>Each worker of a shard counts what it gets: for one count a value, connect it with {@code delivery: keyed}.
 */
public final class Count extends Component {
    private static final String COUNT = "count";

    final InputPort in = inputPort("in", "what to count");
    private final OutputPort out =
            outputPort("out", "rows of the fields and 'count'").gives(CoreTypes.ROW);
    final OutputPort errored = outputPort("errored", "what has not the fields to count by");
    private final Option<List<String>> by =
            option("by").list().defaultsTo("").help("the fields to count by; without, everything is counted as one");
    private final Option<Duration> interval =
            option("interval").duration().help("send the counts so far at every interval as well");

    private final Map<Group, Group> groups = new HashMap<>();
    private final Map<Integer, List<Group>> groupsBySlot = new HashMap<>();
    private String[] fields = {};
    private Group probe = new Group(fields);

    @Override
    protected String help() {
        return "counts messages, by the values of fields";
    }

    @Override
    protected void configure(ComponentContext context) {
        List<String> names = by.get();
        if (names.contains(COUNT)) {
            throw new ConfigurationException("option 'by': the result has a field 'count' of its own");
        }
        if (names.stream().distinct().count() < names.size()) {
            throw new ConfigurationException("option 'by': " + names + " names a field twice");
        }
        if (interval.find().filter(Duration::isZero).isPresent()) {
            throw new ConfigurationException("option 'interval': must be above 0");
        }
        fields = names.toArray(fields);
        probe = new Group(new String[fields.length]);
        if (fields.length == 0) {
            group(probe);
        }
    }

    @Override
    protected void run() {
        interval.find().ifPresent(time -> context().every(time, this::sendCounts));
    }

    @Override
    protected void process(InputPort port, Message message) {
        if (fields.length > 0) {
            readValues(Fields.of(message));
        }
        group(probe).count++;
    }

    private void readValues(Object data) {
        for (int i = 0; i < fields.length; i++) {
            String value = Fields.text(data, fields[i]);
            if (value == null) {
                throw new MessageException("there is no field '" + fields[i] + "'; there is: " + Fields.names(data));
            }
            probe.values[i] = value;
        }
    }

    /** The counted group with the values of another, made when it is new. */
    private Group group(Group like) {
        Group known = groups.get(like);
        if (known != null) {
            return known;
        }
        Group made = new Group(like.values.clone());
        groups.put(made, made);
        groupsBySlot
                .computeIfAbsent(slotOf(made.values), slot -> new ArrayList<>())
                .add(made);
        return made;
    }

    /** The slot that a keyed connection sends the field's value to; the count of everything is in this worker's first. */
    private int slotOf(String[] values) {
        if (values.length == 0) {
            return SlotState.firstOf(context());
        }
        return slot(String.join(",", values));
    }

    private void sendCounts() {
        List<Group> sorted = new ArrayList<>(groups.values());
        sorted.sort(Comparator.comparing(group -> group.values, Arrays::compare));
        for (Group group : sorted) {
            out.send(Message.of(row(group)));
        }
    }

    private Map<String, String> row(Group group) {
        Map<String, String> row = new LinkedHashMap<>();
        for (int i = 0; i < fields.length; i++) {
            row.put(fields[i], group.values[i]);
        }
        row.put(COUNT, Long.toString(group.count));
        return row;
    }

    @Override
    protected void shutdown() {
        sendCounts();
    }

    /** Number of fields, then for each group: count, and each value. */
    @Override
    protected byte[] snapshot(int slot) throws IOException {
        List<Group> kept = groupsBySlot.getOrDefault(slot, List.of());
        if (kept.isEmpty()) {
            return new byte[0];
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream state = new DataOutputStream(bytes);
        state.writeInt(fields.length);
        for (Group group : kept) {
            state.writeLong(group.count);
            for (String value : group.values) {
                SlotState.writeText(state, value);
            }
        }
        return bytes.toByteArray();
    }

    @Override
    protected void restore(int slot, byte[] bytes) throws IOException {
        DataInputStream state = new DataInputStream(new ByteArrayInputStream(bytes));
        int count = state.readInt();
        if (count != fields.length) {
            throw new ConfigurationException("option 'by' names " + fields.length
                    + " fields, but the state to go on with was counted by " + count);
        }
        while (state.available() > 0) {
            long counted = state.readLong();
            String[] values = new String[count];
            for (int i = 0; i < count; i++) {
                values[i] = SlotState.readText(state);
            }
            group(new Group(values)).count += counted;
        }
    }

    /** One combination of values with its count. Equal by its values. */
    private static final class Group {
        private final String[] values;
        private long count;

        Group(String[] values) {
            this.values = values;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Group that && Arrays.equals(values, that.values);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(values);
        }
    }
}
