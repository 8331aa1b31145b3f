package org.rflow.component;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;
import org.rflow.message.Lineage;
import org.rflow.message.Message;
import org.rflow.message.MessageException;
import org.rflow.message.ProvenanceStamp;
import org.rflow.message.SeenSet;
import org.rflow.model.Suggestion;

/**
 * Runs one component: the only way to its callbacks, for the worker and for the test kit. A message that arrives while
 * the component is inside a callback waits its turn, and what a callback throws never reaches a sender. Used only by the
 * worker's loop thread.
 */
public final class ComponentRunner {
    /** The property that tells on {@code errored} what was wrong with the message. */
    public static final String ERROR = "rflow.error";

    private static final Logger LOG = LogManager.getLogger(ComponentRunner.class);

    private record Waiting(Arrival arrival, Message message, Lineage.@Nullable Point who) {}

    private final Component component;
    private final String name;
    private final FailureHandler failures;
    private final @Nullable OutputPort errored;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private @Nullable Arrival currentArrival;
    private @Nullable Message currentMessage;
    private boolean inside;
    private @Nullable ProvenanceStamp stamp;
    private @Nullable Lineage lineage;
    private Lineage.Origin origin = Lineage.NO_ORIGIN;
    private @Nullable SeenSet seen;
    private boolean dirty;
    private int retained;
    private ReceiptMark receipts = new ReceiptMark(null);
    private long processed;
    private long failed;
    private long again;

    public ComponentRunner(Component component, String name, FailureHandler failures) {
        this.component = component;
        this.name = name;
        this.failures = failures;
        this.errored = outputPort("errored").orElse(null);
        component.inputPorts().forEach(port -> port.runBy(this));
    }

    static ComponentRunner standalone(Component component) {
        return new ComponentRunner(
                component,
                component.getClass().getSimpleName(),
                (name, arrival, message, cause) ->
                        LOG.error("component '{}' failed on a {}", name, message.type(), cause));
    }

    public String name() {
        return name;
    }

    /** Lets every message the component sends carry its processing event from now on (RF-162). */
    public void stampWith(ProvenanceStamp newStamp) {
        stamp = newStamp;
        component.outputPorts().forEach(port -> port.stampWith(newStamp));
    }

    public boolean isSource() {
        return component.isSource();
    }

    /**
     * Notes who the messages are that the component sends; its own, if it is a source or has state and comes to its end, are numbered by {@code newOrigin}. A
     * component with state leaves out what {@code newSeen} has.
     */
    public void trace(Lineage newLineage, Lineage.Origin newOrigin, @Nullable SeenSet newSeen) {
        lineage = newLineage;
        origin = newOrigin;
        seen = newSeen;
        component.outputPorts().forEach(port -> port.trace(newLineage));
    }

    /**
     * Gives options their values, then calls {@code configure}. All that is wrong with them (unknown, missing, unreadable)
     * comes in one {@link ConfigurationException}, a line each; so does the component's own, with its name before it.
     */
    public void configure(Map<String, String> values, ComponentContext context) throws Exception {
        List<String> problems = new ArrayList<>();
        values.forEach((option, text) -> set(option, text, problems));
        for (Option<?> option : component.options()) {
            if (option.required() && !values.containsKey(option.name())) {
                problems.add("component '" + name + "' needs option '" + option.name() + "': " + option.help());
            }
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationException(String.join("\n", problems));
        }
        component.attach(context);
        try {
            component.configure(context);
        } catch (ConfigurationException e) {
            throw new ConfigurationException("component '" + name + "': " + e.getMessage(), e);
        }
    }

    private void set(String optionName, String text, List<String> problems) {
        for (Option<?> option : component.options()) {
            if (option.name().equals(optionName)) {
                option.set(text).ifPresent(wrong -> problems.add("component '" + name + "': " + wrong));
                return;
            }
        }
        problems.add("component '" + name + "' has no option '" + optionName + "'; "
                + Suggestion.cure(optionName, "it has", optionNames()));
    }

    private List<String> optionNames() {
        return component.options().stream().<String>map(Option::name).toList();
    }

    public Optional<InputPort> inputPort(String portName) {
        return component.inputPorts().stream()
                .filter(port -> port.name().equals(portName))
                .findFirst();
    }

    public Optional<OutputPort> outputPort(String portName) {
        return component.outputPorts().stream()
                .filter(port -> port.name().equals(portName))
                .findFirst();
    }

    public void run() throws Exception {
        inside(component::run);
    }

    /** Lets a pulled source send its next messages. What it throws is the worker's end. */
    public Component.Poll poll() throws Exception {
        boolean outer = enter();
        dirty = true;
        try {
            return component.poll();
        } finally {
            leave(outer);
        }
    }

    public void stopSources() throws Exception {
        inside(component::stopSources);
    }

    /** What a component with state sends now comes of that, and is the same when it is sent again. */
    public void shutdown() throws Exception {
        boolean outer = enter();
        if (lineage != null) {
            lineage.asked(origin);
            if (!component.isSource()) {
                origin.mark();
            }
        }
        try {
            component.shutdown();
        } finally {
            leave(outer);
        }
    }

    public void cleanup() throws Exception {
        component.cleanup();
    }

    /** Whether {@link #endOfBatch} has something to end. */
    public boolean isDirty() {
        return dirty;
    }

    /** Calls {@code endOfBatch} if anything was processed or polled since the last time. */
    public void endOfBatch() throws Exception {
        if (dirty) {
            dirty = false;
            inside(component::endOfBatch);
        }
    }

    public byte[] snapshot(int slot) throws Exception {
        return component.snapshot(slot);
    }

    public void restore(int slot, byte[] state) throws Exception {
        component.restore(slot, state);
    }

    public void positionDone(String position) throws Exception {
        inside(() -> component.positionDone(position));
    }

    /** Runs a timer's action or a result of blocking work as a callback of this component. */
    public void inside(Callback callback) throws Exception {
        boolean outer = enter();
        try {
            callback.call();
        } finally {
            leave(outer);
        }
    }

    private boolean enter() {
        boolean outer = inside;
        inside = true;
        if (!outer) {
            if (stamp != null) {
                stamp.begin();
            }
            if (lineage != null) {
                lineage.asked(component.isSource() ? origin : Lineage.NO_ORIGIN);
            }
        }
        return outer;
    }

    private void leave(boolean outer) {
        inside = outer;
        if (!outer && !waiting.isEmpty()) {
            processWaiting();
        }
    }

    /** Processes the message, or lets it wait while the component is inside a callback. Never throws what the component throws. */
    public void deliver(Arrival arrival, Message message) {
        if (inside) {
            waiting.add(new Waiting(arrival, message, lineage == null ? null : lineage.point()));
            return;
        }
        process(arrival, message);
        if (!waiting.isEmpty()) {
            processWaiting();
        }
    }

    private void processWaiting() {
        for (Waiting next = waiting.poll(); next != null; next = waiting.poll()) {
            if (lineage != null && next.who() != null) {
                lineage.at(next.who());
            }
            process(next.arrival(), next.message());
        }
    }

    private void process(Arrival arrival, Message message) {
        if (seen != null && !isNew(seen, arrival)) {
            again++;
            return;
        }
        inside = true;
        dirty = true;
        processed++;
        currentArrival = arrival;
        currentMessage = message;
        if (stamp != null) {
            stamp.begin();
        }
        InputPort port = arrival.port();
        port.arriving(arrival);
        try {
            component.process(port, message);
        } catch (Exception e) {
            failed(arrival, message, e);
        } catch (LinkageError | AssertionError | StackOverflowError e) {
            failed(arrival, message, new ExecutionException(e));
        } finally {
            port.arriving(null);
            currentArrival = null;
            currentMessage = null;
            inside = false;
        }
    }

    private void failed(Arrival arrival, Message message, Exception cause) {
        failed++;
        route(arrival, message, cause);
        if (cause instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
    }

    private void route(Arrival arrival, Message message, Exception cause) {
        if (errored == null || !errored.isConnected()) {
            failures.failed(name, arrival, message, cause);
            return;
        }
        LOG.debug("component '{}' failed on a {}; sent to errored", name, message.type(), cause);
        try {
            errored.send(message.withProperty(ERROR, name + ": " + reason(cause)));
        } catch (MessageException e) {
            cause.addSuppressed(e);
            failures.failed(name, arrival, message, cause);
        }
    }

    private static String reason(Throwable cause) {
        if (cause instanceof ExecutionException && cause.getCause() != null) {
            return cause.getCause().toString();
        }
        return cause instanceof MessageException ? String.valueOf(cause.getMessage()) : cause.toString();
    }

    /** Opens one more receipt of the message being processed; {@link #retained} counts them. */
    public Receipt retain() {
        Arrival arrival = currentArrival;
        Message message = currentMessage;
        if (arrival == null || message == null) {
            throw new IllegalStateException("no message is being processed");
        }
        retained++;
        return new Retained(arrival, message, receipts);
    }

    private final class Retained implements Receipt {
        private final Arrival receivedBy;
        private final Message received;
        private final ReceiptMark among;
        private boolean released;

        Retained(Arrival receivedBy, Message received, ReceiptMark among) {
            this.receivedBy = receivedBy;
            this.received = received;
            this.among = among;
            among.opened();
        }

        @Override
        public void release() {
            if (!released) {
                released = true;
                retained--;
                among.released();
            }
        }

        @Override
        public void fail(Exception cause) {
            if (!released) {
                try {
                    failed(receivedBy, received, cause);
                } finally {
                    release();
                }
            }
        }
    }

    public int retained() {
        return retained;
    }

    /** Marks the receipts opened so far, to ask later whether they are released. */
    public ReceiptMark markReceipts() {
        ReceiptMark marked = receipts;
        receipts = new ReceiptMark(marked.isReleased() ? null : marked);
        return marked;
    }

    /** Whether the component has state to save; asked once it is configured. */
    public boolean hasState() {
        return component.hasState();
    }

    /** Messages handed to {@code process} so far. */
    public long processed() {
        return processed;
    }

    private boolean isNew(SeenSet before, Arrival arrival) {
        Lineage line = Objects.requireNonNull(lineage, "lineage");
        return before.add(
                line.origin(), line.position(), line.path(arrival.connection().hashCode()));
    }

    /** Messages left out because they had been processed before. */
    public long again() {
        return again;
    }

    /** Messages that {@code process} threw at, wherever they went. */
    public long failed() {
        return failed;
    }

    /** Whether a callback of the component is running; a racy look from other threads. */
    public boolean isInside() {
        return inside;
    }

    /** Messages that wait for the component to leave its current callback. */
    public int waiting() {
        return waiting.size();
    }

    /**
     * Everything a message on this port can reach: the outlets behind the outputs that the port writes, seen through
     * direct links, and the runners on the way. The gate of the port is open while none of them is full.
     */
    public Reach reachable(InputPort port) {
        Reach reach = new Reach(new LinkedHashSet<>(), new LinkedHashSet<>());
        reach.add(this, port.written(), new LinkedHashSet<>());
        return reach;
    }

    /** The same for what a source's {@code poll} can reach. */
    public Reach reachable() {
        Reach reach = new Reach(new LinkedHashSet<>(), new LinkedHashSet<>());
        reach.add(this, component.outputPorts(), new LinkedHashSet<>());
        return reach;
    }

    /** A callback of a component. */
    @FunctionalInterface
    public interface Callback {
        void call() throws Exception;
    }

    /** The outlets that leave the worker and the components on the way to them. */
    public record Reach(Set<Outlet> outlets, Set<ComponentRunner> runners) {
        private void add(ComponentRunner runner, Collection<OutputPort> ports, Set<InputPort> seen) {
            runners.add(runner);
            for (OutputPort port : ports) {
                for (Outlet outlet : new ArrayList<>(port.outlets())) {
                    addOutlet(outlet, seen);
                }
            }
        }

        private void addOutlet(Outlet outlet, Set<InputPort> seen) {
            if (outlet instanceof DirectOutlet direct) {
                if (seen.add(direct.target())) {
                    add(direct.target().runner(), direct.target().written(), seen);
                }
            } else if (outlet instanceof ForwardOutlet forward) {
                forward.target().outlets().forEach(next -> addOutlet(next, seen));
            } else {
                outlets.add(outlet);
            }
        }
    }
}
