package org.rflow.component;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rflow.message.Message;
import org.rflow.model.KeySlots;

/**
 * The base of everything a user plugs into a flow. A subclass declares its ports and options as fields and overrides
 * the callbacks it needs; each has an empty default.
 *
 * <p>Order: {@link #configure} → (inputs connected → outputs connected) → {@link #run} → {@link #process},
 * {@link #poll}, timers and results of blocking work → {@link #stopSources} → {@link #shutdown} → {@link #cleanup}.
 * All components of the flow get {@code shutdown}, in which they may still send, before any gets {@code cleanup};
 * {@code cleanup} always happens. Every callback of every component of a worker runs on that worker's one loop thread,
 * one at a time, so components need no locks; and no callback may block: see {@link ComponentContext#blocking}.
 *
 * <p>A component also works without a flow, unconnected and unnamed, for tests (RF-133).
 */
public abstract class Component {
    /** What {@link #poll} says about the source's next message. */
    public enum Poll {
        /** There may be more at once: call again as soon as downstream has room. */
        MORE,
        /** Nothing now: call again when {@link ComponentContext#wake} was called, a timer fired, or 10 ms have passed. */
        IDLE,
        /** There will never be another message from {@code poll}. */
        DONE
    }

    private static final Pattern PORT_NAME = Pattern.compile("[A-Za-z0-9_]+");

    private final List<InputPort> inputPorts = new ArrayList<>();
    private final List<OutputPort> outputPorts = new ArrayList<>();
    private final List<Option<?>> options = new ArrayList<>();
    private @Nullable ComponentContext context;

    /** Declares an input port. Only as the initial value of a field. */
    protected final InputPort inputPort(String name) {
        return inputPort(name, "");
    }

    /** Declares an input port and says in a line what it takes. Only as the initial value of a field. */
    protected final InputPort inputPort(String name, String help) {
        checkNew(name, inputPorts.stream().map(InputPort::name));
        InputPort port = new InputPort(this, name, help);
        inputPorts.add(port);
        return port;
    }

    /** Declares an output port. Only as the initial value of a field. */
    protected final OutputPort outputPort(String name) {
        return outputPort(name, "");
    }

    /** Declares an output port and says in a line what it gives. Only as the initial value of a field. */
    protected final OutputPort outputPort(String name, String help) {
        checkNew(name, outputPorts.stream().map(OutputPort::name));
        OutputPort port = new OutputPort(name, help);
        outputPorts.add(port);
        return port;
    }

    private static void checkNew(String name, Stream<String> declared) {
        if (!PORT_NAME.matcher(name).matches()) {
            throw new IllegalStateException("port name '" + name + "' has other characters than letters, digits and _");
        }
        if (declared.anyMatch(name::equals)) {
            throw new IllegalStateException("port '" + name + "' is declared twice");
        }
    }

    /** Starts the declaration of an option: {@code option("path").path().required().help("the file to read")}. */
    protected final OptionBuilder option(String name) {
        return new OptionBuilder(options, name);
    }

    /** One line for {@code rflow components}: what the component does. */
    protected String help() {
        return "";
    }

    /** Whether the component makes messages from outside the flow. By default: it has no input port. */
    protected boolean isSource() {
        return inputPorts.isEmpty();
    }

    /**
     * Whether the component is a source that gives a {@link ComponentContext#position} and goes on behind
     * {@link ComponentContext#lastPosition}: then what it reads is not lost with its worker.
     */
    protected boolean hasPositions() {
        return false;
    }

    /**
     * Called once, before any port is connected; options have their values. An exception ends the worker: for what a
     * user can mend throw {@link ConfigurationException} with a sentence.
     */
    protected void configure(ComponentContext context) throws Exception {}

    /** Called once, when every connection of the whole flow is ready. Must return at once. */
    protected void run() throws Exception {}

    /**
     * A pulled source sends its next message or few (at most about a hundred). Called again and again, but only while
     * everything it can reach has room; never after {@link #stopSources}. An exception ends the worker.
     */
    protected Poll poll() throws Exception {
        return Poll.DONE;
    }

    /**
     * A message arrived. {@code port.key()} and {@code port.connection()} tell on which way. An exception sends the
     * message, with the property {@link ComponentRunner#ERROR}, to the port {@code errored} if there is a connected one,
     * else to the flow's dead letters; the worker goes on.
     */
    protected void process(InputPort port, Message message) throws Exception {}

    /**
     * Called after a run of {@code process} or {@code poll} calls, when nothing more waits: write out what was gathered.
     * The messages of the run are acknowledged only when this has returned. An exception ends the worker.
     */
    protected void endOfBatch() throws Exception {}

    /** How many receipts (see {@link ComponentContext#retain}) it may hold open before it is fed no more; asked after {@code configure}. */
    protected int mostReceipts() {
        return 1024;
    }

    /** The flow is about to end: take in nothing more from outside. What was taken in may still be sent. */
    protected void stopSources() throws Exception {}

    /** All input has been processed; final messages may be sent. */
    protected void shutdown() throws Exception {}

    /** Let go of files, sockets, subprocesses. Nothing can be sent any more. */
    protected void cleanup() throws Exception {}

    /** Everything at or before this position has been processed by the whole flow. For sources that give positions. */
    protected void positionDone(String position) throws Exception {}

    /** The key slot, 0 to 255, that a key belongs to: what {@link #snapshot} and {@link #restore} keep state by. */
    protected static int slot(String key) {
        return KeySlots.of(key);
    }

    /** Whether there is anything for {@link #snapshot} to save; asked after {@code configure}. By default: it is overridden. */
    protected boolean hasState() {
        Class<?> type = getClass();
        while (type != null && type != Component.class) {
            for (Method method : type.getDeclaredMethods()) {
                if (method.getName().equals("snapshot")
                        && Arrays.equals(method.getParameterTypes(), new Class<?>[] {int.class})) {
                    return true;
                }
            }
            type = type.getSuperclass();
        }
        return false;
    }

    /** The state of one of the 256 key slots (see {@link #slot}); empty for none. */
    protected byte[] snapshot(int slot) throws Exception {
        return new byte[0];
    }

    /** Takes back what {@link #snapshot} gave. Called after {@code configure}, before {@code run}. */
    protected void restore(int slot, byte[] state) throws Exception {}

    /** The context given to {@link #configure}; {@link IllegalStateException} before. */
    protected final ComponentContext context() {
        if (context == null) {
            throw new IllegalStateException("the component has no context before configure");
        }
        return context;
    }

    final void attach(ComponentContext newContext) {
        context = newContext;
    }

    final List<InputPort> inputPorts() {
        return inputPorts;
    }

    final List<OutputPort> outputPorts() {
        return outputPorts;
    }

    final List<Option<?>> options() {
        return options;
    }
}
