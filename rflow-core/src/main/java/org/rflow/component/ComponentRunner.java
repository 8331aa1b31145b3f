package org.rflow.component;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.rflow.message.Message;

/**
 * Runs one component: the only way to its callbacks, for the worker and for the test kit. A message that arrives while
 * the component is inside a callback waits its turn, and what a callback throws never reaches a sender. Used only by the
 * worker's loop thread.
 */
public final class ComponentRunner {
    private static final Logger LOG = LogManager.getLogger(ComponentRunner.class);

    private record Waiting(Arrival arrival, Message message) {}

    private final Component component;
    private final String name;
    private final FailureHandler failures;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private boolean inside;
    private boolean dirty;
    private int retained;
    private long processed;

    public ComponentRunner(Component component, String name, FailureHandler failures) {
        this.component = component;
        this.name = name;
        this.failures = failures;
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

    public boolean isSource() {
        return component.isSource();
    }

    /** Gives options their values, unknown and missing ones refused, then calls {@code configure}. */
    public void configure(Map<String, String> values, ComponentContext context) throws Exception {
        for (Map.Entry<String, String> entry : values.entrySet()) {
            option(entry.getKey())
                    .orElseThrow(() -> new ConfigurationException("component '" + name + "' has no option '"
                            + entry.getKey() + "'; it has: " + String.join(", ", optionNames())))
                    .set(entry.getValue());
        }
        for (Option<?> option : component.options()) {
            if (option.required() && !option.isSet()) {
                throw new ConfigurationException("component '" + name + "' needs option '" + option.name() + "'");
            }
        }
        component.attach(context);
        component.configure(context);
    }

    private Optional<Option<?>> option(String optionName) {
        return component.options().stream()
                .filter(option -> option.name().equals(optionName))
                .findFirst();
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

    public Component.Poll poll() throws Exception {
        inside = true;
        dirty = true;
        try {
            return component.poll();
        } finally {
            inside = false;
            processWaiting();
        }
    }

    public void stopSources() throws Exception {
        inside(component::stopSources);
    }

    public void shutdown() throws Exception {
        inside(component::shutdown);
    }

    public void cleanup() throws Exception {
        component.cleanup();
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
        inside = true;
        try {
            callback.call();
        } finally {
            inside = false;
            processWaiting();
        }
    }

    /** Processes the message, or lets it wait while the component is inside a callback. Never throws what the component throws. */
    public void deliver(Arrival arrival, Message message) {
        if (inside) {
            waiting.add(new Waiting(arrival, message));
            return;
        }
        process(arrival, message);
        if (!waiting.isEmpty()) {
            processWaiting();
        }
    }

    private void processWaiting() {
        for (Waiting next = waiting.poll(); next != null; next = waiting.poll()) {
            process(next.arrival(), next.message());
        }
    }

    private void process(Arrival arrival, Message message) {
        inside = true;
        dirty = true;
        processed++;
        InputPort port = arrival.port();
        port.arriving(arrival);
        try {
            component.process(port, message);
        } catch (Exception e) {
            failed(arrival, message, e);
        } finally {
            port.arriving(null);
            inside = false;
        }
    }

    private void failed(Arrival arrival, Message message, Exception cause) {
        Optional<OutputPort> errored = outputPort("errored").filter(OutputPort::isConnected);
        if (errored.isPresent()) {
            LOG.debug("component '{}' failed on a {}; sent to errored", name, message.type(), cause);
            errored.get().send(message);
        } else {
            failures.failed(name, arrival, message, cause);
        }
    }

    /** Opens one more receipt; {@link #retained} counts them. */
    public Receipt retain() {
        retained++;
        return new Receipt() {
            private boolean released;

            @Override
            public void release() {
                if (!released) {
                    released = true;
                    retained--;
                }
            }
        };
    }

    public int retained() {
        return retained;
    }

    /** Messages handed to {@code process} so far. */
    public long processed() {
        return processed;
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
