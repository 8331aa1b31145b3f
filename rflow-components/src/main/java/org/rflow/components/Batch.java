package org.rflow.components;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;
import org.rflow.component.Component;
import org.rflow.component.ComponentContext;
import org.rflow.component.InputPort;
import org.rflow.component.Option;
import org.rflow.component.OutputPort;
import org.rflow.message.DataType;
import org.rflow.message.Message;

/**
 * Gathers messages into lists: one message for {@code count} of them, or for fewer when the first has waited for {@code interval}, when they
 * are larger than {@code max_size} together, when one of another type comes, or at the end.
 *
 * <pre>{@code
 * components:
 *   hundreds:
 *     type: batch
 *     options: { count: 100, interval: 1s, max_size: 1MB }
 * }</pre>
 *
 * <p>The list's type is an Avro array of what it holds, with the name of that and {@code []} behind; {@code split} with {@code by: list}
 * takes it apart again. It has the provenance and the properties of the first message in it; those of the others are not kept. Each worker
 * gathers for itself. What waits is the component's state: on connections that promise at-least-once it is not lost with the worker.
 */
public final class Batch extends Component {
    /** Behind the name of a type: a list of it. */
    static final String SUFFIX = "[]";

    final InputPort in = inputPort("in", "messages");
    final OutputPort out = outputPort("out", "lists of messages' data");
    final OutputPort errored = outputPort("errored", "what cannot be encoded");
    private final Option<Long> count =
            option("count").integer().defaultsTo("100").help("so many messages make a list");
    private final Option<Duration> interval = option("interval")
            .duration()
            .help("how long the first of a list waits for more; without, as long as it takes");
    private final Option<Long> maxSize =
            option("max_size").size().defaultsTo("1MB").help("lists are not made larger, but for a single message");

    private final Map<DataType, DataType> listTypes = new HashMap<>();
    private final Deque<Message> restored = new ArrayDeque<>();
    private final MessageState codec = new MessageState();
    private final List<Object> items = new ArrayList<>();
    private @Nullable Message first;
    private long bytes;
    private long since;
    private ComponentContext.@Nullable Timer timer;

    @Override
    protected String help() {
        return "gathers messages into lists";
    }

    @Override
    protected void configure(ComponentContext context) {
        Checks.atLeast(count, 1);
        Checks.atLeast(maxSize, 1);
        Checks.aboveZero(interval);
    }

    @Override
    protected void run() {
        while (restored.size() > 1) {
            out.send(restored.remove());
        }
        if (!restored.isEmpty()) {
            goOnWith(restored.remove());
        }
    }

    private void goOnWith(Message list) {
        Schema schema = list.type().schema().getElementType();
        String name = list.type().name();
        DataType itemType = DataType.of(name.substring(0, name.length() - SUFFIX.length()), schema);
        for (Object item : (Collection<?>) list.data()) {
            add(list.answer(itemType, item));
        }
        if (interval.isSet()) {
            long waited = context().clock().millis() - since;
            startTimer(Duration.ofMillis(Math.max(0, interval.get().toMillis() - waited)));
        }
    }

    @Override
    protected void process(InputPort port, Message message) {
        int length = message.encodedLength();
        Message begun = first;
        if (begun != null && (!begun.type().equals(message.type()) || bytes + length > maxSize.get())) {
            send();
        }
        if (first == null) {
            since = context().clock().millis();
            interval.find().ifPresent(this::startTimer);
        }
        add(message);
        if (items.size() >= count.get() || bytes >= maxSize.get()) {
            send();
        }
    }

    private void add(Message message) {
        if (first == null) {
            first = message;
        }
        items.add(message.data());
        bytes += message.encodedLength();
    }

    private void startTimer(Duration wait) {
        timer = context().after(wait, () -> {
            timer = null;
            send();
        });
    }

    private void send() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
        Message begun = first;
        if (begun != null) {
            Message list = list(begun);
            first = null;
            items.clear();
            bytes = 0;
            out.send(list);
        }
    }

    private Message list(Message begun) {
        DataType type = listTypes.computeIfAbsent(
                begun.type(), itemType -> DataType.of(itemType.name() + SUFFIX, Schema.createArray(itemType.schema())));
        return begun.answer(type, List.copyOf(items));
    }

    @Override
    protected void shutdown() {
        send();
    }

    /** When the first came (milliseconds since 1970), then the list so far. */
    @Override
    protected byte[] snapshot(int slot) throws IOException {
        Message begun = first;
        if (begun == null || slot != SlotState.firstOf(context())) {
            return new byte[0];
        }
        ByteArrayOutputStream state = new ByteArrayOutputStream();
        DataOutputStream to = new DataOutputStream(state);
        to.writeLong(since);
        codec.write(to, list(begun));
        return state.toByteArray();
    }

    @Override
    protected void restore(int slot, byte[] state) throws IOException {
        DataInputStream from = new DataInputStream(new ByteArrayInputStream(state));
        since = from.readLong();
        restored.add(codec.read(from));
    }
}
