package org.rflow.components;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.rflow.component.Component;
import org.rflow.component.ComponentContext;
import org.rflow.component.ConfigurationException;
import org.rflow.component.InputPort;
import org.rflow.component.Option;
import org.rflow.component.OutputPort;
import org.rflow.message.Message;
import org.rflow.message.MessageException;

/**
 * Passes each message on once. What comes again because a worker was killed is left out, on connections that promise at-least-once. With
 * {@code by} so is what has the same values in these fields as a message before, or the same property with {@code property}; that goes
 * to {@code again}.
 *
 * <pre>{@code
 * components:
 *   once:
 *     type: dedupe
 *     options: { by: [order_id], remember: 100000 }
 * }</pre>
 *
 * <p>Each worker of a shard knows only what it got: connect it with {@code delivery: keyed} and the same field.
 */
public final class Dedupe extends Component {
    private static final int SLOTS = 256;

    final InputPort in = inputPort("in", "messages, some of them more than once");
    final OutputPort out = outputPort("out", "each message once").passes(in);
    final OutputPort again = outputPort("again", "what has the fields or the property of a message before")
            .passes(in);
    final OutputPort errored = outputPort("errored", "what has not the fields or the property");
    private final Option<List<String>> by =
            option("by").list().defaultsTo("").help("the fields that tell messages apart");
    private final Option<String> property = option("property").text().help("the property that tells messages apart");
    private final Option<Long> remember = option("remember")
            .integer()
            .defaultsTo("1000000")
            .help("about how many different ones are remembered, the latest");

    private final Map<Integer, Set<String>> knownBySlot = new HashMap<>();
    private long mostOfSlot;

    @Override
    protected String help() {
        return "passes each message on once";
    }

    @Override
    protected void configure(ComponentContext context) {
        if (!by.get().isEmpty() && property.isSet()) {
            throw new ConfigurationException("set one of the options 'by' and 'property', or none");
        }
        if (remember.get() < 1) {
            throw new ConfigurationException("option 'remember': must be above 0");
        }
        mostOfSlot = Math.max(1, remember.get() * context.workerCount() / SLOTS);
    }

    @Override
    protected void process(InputPort port, Message message) {
        if (by.get().isEmpty() && !property.isSet()) {
            // what comes again because of a kill is left out before it comes here, as this component has state
            out.send(message);
            return;
        }
        (isNew(key(message)) ? out : again).send(message);
    }

    private String key(Message message) {
        if (property.isSet()) {
            String value = message.properties().get(property.get());
            if (value == null) {
                throw new MessageException("there is no property '" + property.get() + "'");
            }
            return value;
        }
        Object data = Fields.of(message);
        List<String> values = new ArrayList<>();
        for (String field : by.get()) {
            String value = Fields.text(data, field);
            if (value == null) {
                throw new MessageException("there is no field '" + field + "'; there is: " + Fields.names(data));
            }
            values.add(value.replace("\\", "\\\\").replace(",", "\\,"));
        }
        return String.join(",", values);
    }

    private boolean isNew(String key) {
        Set<String> known = knownBySlot.computeIfAbsent(slot(key), slot -> new LinkedHashSet<>());
        if (!known.add(key)) {
            return false;
        }
        if (known.size() > mostOfSlot) {
            Iterator<String> oldest = known.iterator();
            oldest.next();
            oldest.remove();
        }
        return true;
    }

    @Override
    protected byte[] snapshot(int slot) throws IOException {
        Set<String> known = knownBySlot.getOrDefault(slot, Set.of());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream state = new DataOutputStream(bytes);
        for (String key : known) {
            SlotState.writeText(state, key);
        }
        return bytes.toByteArray();
    }

    @Override
    protected void restore(int slot, byte[] bytes) throws IOException {
        DataInputStream state = new DataInputStream(new ByteArrayInputStream(bytes));
        Set<String> known = knownBySlot.computeIfAbsent(slot, any -> new LinkedHashSet<>());
        while (state.available() > 0) {
            known.add(SlotState.readText(state));
        }
    }
}
