package org.rflow.components;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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
 * Joins the messages of two inputs that have the same values in the fields {@code by}: each of one with each of the other that came at most
 * {@code window} before. The result has the fields of both; a field of the right one that the left one has too, but for
 * those of {@code by}, gets {@code right_prefix} before its name. Of two rows it is a row, else a document; it has the provenance and the properties of the
 * message that came later.
 *
 * <pre>{@code
 * components:
 *   paid:
 *     type: join
 *     options: { by: [ order ], window: 10m, kind: left }
 *   orders:   { type: generate, options: { count: 3, value: '{"order": n, "item": "tea"}' } }
 *   payments: { type: generate, options: { count: 2, value: '{"order": n, "cents": 250}' } }
 *   results:  { type: log }
 * connections:
 *   - orders#out => paid#left
 *   - payments#out => paid#right
 *   - paid#out => results#in
 * }</pre>
 *
 * <p>What has found no partner when its window is over, or at the end, goes to {@code unmatched} as it came; with {@code kind: left} left ones
 * go to {@code out} instead. Messages wait in memory: when {@code max_waiting} do, one more is an error. Connect both inputs with
 * {@code delivery: keyed} by the same field when the shard has several workers. What waits is the component's state: on connections that promise
 * at-least-once it is not lost with the worker, and a message that comes again does not join again.
 */
public final class Join extends Component {
    /** What becomes of left messages without a partner. */
    enum Kind {
        INNER,
        LEFT
    }

    final InputPort left = inputPort("left", "messages with the fields");
    final InputPort right = inputPort("right", "messages with the fields");
    final OutputPort out = outputPort("out", "rows or documents with the fields of both");
    final OutputPort unmatched =
            outputPort("unmatched", "messages that found no partner in time").passes(left, right);
    final OutputPort errored = outputPort("errored", "messages without the fields, or too many");
    private final Option<List<String>> by = option("by").list().required().help("the fields that have to be the same");
    private final Option<Duration> window =
            option("window").duration().required().help("how long a message waits for partners");
    private final Option<Kind> kind = option("kind")
            .choice(Kind.class)
            .defaultsTo("inner")
            .help("inner: only pairs go to 'out'; left: left messages without a partner too");
    private final Option<String> rightPrefix = option("right_prefix")
            .text()
            .defaultsTo("right_")
            .help("before the name of a right field that the left one has too");
    private final Option<Long> maxWaiting =
            option("max_waiting").integer().defaultsTo("100000").help("the most messages that wait in a worker");

    private final Map<String, List<Held>> heldByKey = new HashMap<>();
    private final Map<Integer, Map<String, List<Held>>> heldBySlot = new HashMap<>();
    private final Deque<Held> byArrival = new ArrayDeque<>();
    private final MessageState codec = new MessageState();
    private ComponentContext.@Nullable Timer timer;

    @Override
    protected String help() {
        return "joins messages of two inputs that have the same values in fields";
    }

    @Override
    protected void configure(ComponentContext context) {
        Checks.aboveZero(window);
        Checks.atLeast(maxWaiting, 1);
        Checks.distinct(by);
        if (by.get().isEmpty()) {
            throw new ConfigurationException("option 'by' is empty; name the fields that have to be the same");
        }
    }

    @Override
    protected void run() {
        List<Held> sorted = new ArrayList<>(byArrival);
        sorted.sort(Comparator.comparingLong(held -> held.arrived));
        byArrival.clear();
        byArrival.addAll(sorted);
        startTimer();
    }

    @Override
    protected void process(InputPort port, Message message) {
        expire();
        Held arrived = new Held(port == left, key(message), context().clock().millis(), message);
        if (byArrival.size() >= maxWaiting.get()) {
            throw new MessageException(byArrival.size()
                    + " messages wait for partners already; a larger 'max_waiting' or a smaller 'window' is needed");
        }
        for (Held other : heldByKey.getOrDefault(arrived.key, List.of())) {
            if (other.left != arrived.left) {
                arrived.matched = true;
                other.matched = true;
                out.send(arrived.left ? joined(arrived, other, message) : joined(other, arrived, message));
            }
        }
        hold(arrived);
        startTimer();
    }

    private String key(Message message) {
        String[] values = Fields.texts(message, by.get());
        if (values.length == 1) {
            return values[0];
        }
        StringBuilder key = new StringBuilder();
        for (String value : values) {
            key.append(value.replace("\\", "\\\\").replace(",", "\\,")).append(',');
        }
        return key.substring(0, key.length() - 1);
    }

    private Message joined(Held leftOne, Held rightOne, Message later) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>(Fields.plain(leftOne.message));
        Fields.plain(rightOne.message).forEach((name, value) -> {
            if (!by.get().contains(name)) {
                fields.put(fields.containsKey(name) ? rightPrefix.get() + name : name, value);
            }
        });
        boolean rows = leftOne.message.type().equals(CoreTypes.ROW)
                && rightOne.message.type().equals(CoreTypes.ROW);
        return later.answer(rows ? CoreTypes.ROW : Documents.TYPE, Documents.of(fields));
    }

    private void hold(Held held) {
        heldByKey
                .computeIfAbsent(held.key, key -> {
                    List<Held> sameKey = new ArrayList<>(2);
                    heldBySlot
                            .computeIfAbsent(slot(key), slot -> new LinkedHashMap<>())
                            .put(key, sameKey);
                    return sameKey;
                })
                .add(held);
        byArrival.add(held);
    }

    private void startTimer() {
        Held oldest = byArrival.peek();
        if (timer == null && oldest != null) {
            long wait =
                    oldest.arrived + window.get().toMillis() - context().clock().millis();
            timer = context().after(Duration.ofMillis(Math.max(1, wait)), () -> {
                timer = null;
                expire();
                startTimer();
            });
        }
    }

    private void expire() {
        long end = context().clock().millis() - window.get().toMillis();
        for (Held oldest = byArrival.peek(); oldest != null && oldest.arrived <= end; oldest = byArrival.peek()) {
            letGo(oldest);
        }
    }

    private void letGo(Held oldest) {
        byArrival.remove();
        List<Held> sameKey = heldByKey.getOrDefault(oldest.key, new ArrayList<>());
        sameKey.remove(oldest);
        if (sameKey.isEmpty()) {
            heldByKey.remove(oldest.key);
            heldBySlot.getOrDefault(slot(oldest.key), new HashMap<>()).remove(oldest.key);
        }
        if (!oldest.matched) {
            (oldest.left && kind.get() == Kind.LEFT ? out : unmatched).send(oldest.message);
        }
    }

    @Override
    protected void shutdown() {
        while (!byArrival.isEmpty()) {
            letGo(byArrival.element());
        }
    }

    /** For each message: whether it is a left one and has found a partner, when it came, its key, and itself. */
    @Override
    protected byte[] snapshot(int slot) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream state = new DataOutputStream(bytes);
        for (List<Held> sameKey : heldBySlot.getOrDefault(slot, Map.of()).values()) {
            for (Held held : sameKey) {
                state.writeBoolean(held.left);
                state.writeBoolean(held.matched);
                state.writeLong(held.arrived);
                SlotState.writeText(state, held.key);
                codec.write(state, held.message);
            }
        }
        return bytes.toByteArray();
    }

    @Override
    protected void restore(int slot, byte[] bytes) throws IOException {
        DataInputStream state = new DataInputStream(new ByteArrayInputStream(bytes));
        while (state.available() > 0) {
            boolean isLeft = state.readBoolean();
            boolean matched = state.readBoolean();
            long arrived = state.readLong();
            String key = SlotState.readText(state);
            Held held = new Held(isLeft, key, arrived, codec.read(state));
            held.matched = matched;
            hold(held);
        }
    }

    /** A message that waits for partners. */
    private static final class Held {
        private final boolean left;
        private final String key;
        private final long arrived;
        private final Message message;
        private boolean matched;

        Held(boolean left, String key, long arrived, Message message) {
            this.left = left;
            this.key = key;
            this.arrived = arrived;
            this.message = message;
        }
    }
}
