package org.rflow.testing;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rflow.component.Component;
import org.rflow.component.ComponentDescription;
import org.rflow.component.ComponentRunner;
import org.rflow.component.DirectOutlet;
import org.rflow.component.FailedMessage;
import org.rflow.component.InputPort;
import org.rflow.component.Outlet;
import org.rflow.component.OutputPort;
import org.rflow.message.DataType;
import org.rflow.message.Message;
import org.rflow.model.ComponentOption;
import org.rflow.model.ComponentSpec;
import org.rflow.model.ComponentType;
import org.rflow.model.Connection;
import org.rflow.model.Flow;
import org.rflow.model.PortDirection;
import org.rflow.model.PortRef;
import org.rflow.testing.TestingContext.Place;

/** The components of a flow in one thread, and what is seen at their ports. Used once. */
final class FlowRig {
    private static final int MOST_POLLS = 1_000_000;

    private final Flow flow;
    private final Path directory;
    private final TestingClock clock = new TestingClock();
    private final Map<String, Part> parts = new LinkedHashMap<>();
    private final Map<PortRef, List<@Nullable Object>> seen = new LinkedHashMap<>();
    private final List<String> failures = new ArrayList<>();
    private final Duration patience;
    private final long started = System.nanoTime();

    /** One component with what hangs on it. */
    private static final class Part {
        private final ComponentRunner runner;
        private final TestingContext context;
        private final ComponentType type;
        private final Map<String, String> options;
        private Component.Poll poll = Component.Poll.MORE;
        private int polls;

        Part(ComponentRunner runner, TestingContext context, ComponentType type, Map<String, String> options) {
            this.runner = runner;
            this.context = context;
            this.type = type;
            this.options = options;
        }

        boolean mayPoll() {
            return runner.isSource()
                    && (poll == Component.Poll.MORE || (poll == Component.Poll.IDLE && context.takeWake()));
        }
    }

    /** {@code patience} is how long its sources may take. */
    FlowRig(Flow flow, Path directory, Duration patience) {
        this.flow = flow;
        this.directory = directory;
        this.patience = patience;
    }

    void add(ComponentSpec spec, Component component) {
        add(spec, component, ComponentOption.without(spec.options()));
    }

    /** What a mock sends fits what the inputs take that its outputs lead to. */
    void addMock(ComponentSpec spec, Map<String, List<@Nullable Object>> sends) {
        Set<String> inputs = new LinkedHashSet<>();
        Set<String> outputs = new LinkedHashSet<>(sends.keySet());
        for (Connection connection : flow.connections()) {
            if (connection.to().component().equals(spec.name())) {
                inputs.add(connection.to().port());
            }
            if (connection.from().component().equals(spec.name())) {
                outputs.add(connection.from().port());
            }
        }
        Map<String, List<Message>> messages = new LinkedHashMap<>();
        for (String output : outputs) {
            List<Message> list = new ArrayList<>();
            for (Object value : sends.getOrDefault(output, List.of())) {
                list.add(message(spec.name() + "#" + output, value, typesBehind(spec.name(), output)));
            }
            messages.put(output, list);
        }
        add(spec, new MockComponent(inputs, messages), Map.of());
    }

    private List<DataType> typesBehind(String component, String output) {
        return flow.connections().stream()
                .filter(connection -> connection.from().component().equals(component)
                        && connection.from().port().equals(output))
                .map(connection -> taken(connection.to()))
                .filter(types -> !types.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    private static Message message(String place, @Nullable Object value, List<DataType> types) {
        try {
            return PlainData.message(value, types);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + place + "': " + e.getMessage(), e);
        }
    }

    private void add(ComponentSpec spec, Component component, Map<String, String> options) {
        TestingContext context =
                new TestingContext(directory, clock, Place.ALONE).in(spec.name(), flow.name(), flow.settings());
        ComponentRunner runner = new ComponentRunner(
                component,
                spec.name(),
                failed -> failures.add(failed.component() + ": " + FailedMessage.reason(failed.cause()) + " ("
                        + failed.message().text() + ")"));
        context.attach(runner);
        parts.put(spec.name(), new Part(runner, context, ComponentDescription.of(component, "tested"), options));
    }

    /** Ports are watched before they are connected, so that what is sent is seen before what becomes of it. */
    void connect(Set<PortRef> watched) throws Exception {
        for (Part part : parts.values()) {
            part.runner.configure(part.options, part.context);
        }
        for (PortRef port : watched) {
            List<@Nullable Object> data = new ArrayList<>();
            seen.put(port, data);
            part(port)
                    .runner
                    .outputPort(port.port())
                    .ifPresentOrElse(
                            output -> output.add(port.key().orElse(null), new Watch(List.of(data), null)),
                            () -> input(port));
        }
        for (Connection connection : flow.connections()) {
            OutputPort output = part(connection.from())
                    .runner
                    .outputPort(connection.from().port())
                    .orElseThrow(() -> noPort(connection.from(), PortDirection.OUTPUT));
            Outlet outlet = new DirectOutlet(
                    input(connection.to()), connection.to().key().orElse(null), connection.name());
            output.add(connection.from().key().orElse(null), new Watch(watching(connection.to()), outlet));
        }
    }

    private List<List<@Nullable Object>> watching(PortRef port) {
        PortRef unkeyed = new PortRef(port.component(), port.port(), Optional.empty());
        return Stream.of(unkeyed, port)
                .distinct()
                .map(seen::get)
                .flatMap(Stream::ofNullable)
                .toList();
    }

    void start() throws Exception {
        for (Part part : parts.values()) {
            part.runner.run();
        }
        settle();
    }

    void send(PortRef port, @Nullable Object value) throws Exception {
        InputPort input = input(port);
        Message message = message(port.toString(), value, taken(port));
        new Watch(watching(port), new DirectOutlet(input, port.key().orElse(null), "test#out => " + port))
                .send(message);
        settle();
    }

    void advance(Duration time) throws Exception {
        clock.advance(time);
        settle();
    }

    /** The flow ends as it does in workers: whoever sends ends before whoever receives. */
    void end() throws Exception {
        for (Part part : parts.values()) {
            part.runner.stopSources();
            part.poll = Component.Poll.DONE;
        }
        settle();
        for (String component : senderFirst()) {
            part(component).runner.shutdown();
            settle();
        }
        for (Map.Entry<String, Part> part : parts.entrySet()) {
            if (part.getValue().runner.retained() > 0) {
                failures.add(part.getKey() + ": " + part.getValue().runner.retained()
                        + " messages were retained and never released");
            }
        }
    }

    void cleanup() throws Exception {
        for (Part part : parts.values()) {
            part.context.close();
            part.runner.cleanup();
        }
    }

    /** Does all there is to do until nothing is left: polls, ends of batches, blocking work, what it gave. */
    private void settle() throws Exception {
        boolean worked = true;
        while (worked) {
            worked = false;
            for (Map.Entry<String, Part> entry : parts.entrySet()) {
                Part part = entry.getValue();
                if (part.mayPoll()) {
                    part.poll = part.runner.poll();
                    worked = true;
                    refuseEndless(entry.getKey(), part);
                }
                worked |= part.runner.isDirty();
                part.runner.endOfBatch();
                worked |= part.context.work();
            }
        }
    }

    private void refuseEndless(String component, Part part) {
        if (++part.polls > MOST_POLLS || System.nanoTime() - started > patience.toNanos()) {
            throw new IllegalArgumentException(
                    "component '" + component + "' does not come to an end; mock it in this test");
        }
    }

    /** In a cycle the order is that of the declaration. */
    private List<String> senderFirst() {
        List<String> ordered = new ArrayList<>();
        Set<String> left = new LinkedHashSet<>(parts.keySet());
        while (!left.isEmpty()) {
            String next = left.stream()
                    .filter(component -> isFedByNone(component, left))
                    .findFirst()
                    .orElseGet(() -> left.iterator().next());
            left.remove(next);
            ordered.add(next);
        }
        return ordered;
    }

    private boolean isFedByNone(String component, Set<String> left) {
        return flow.connections().stream()
                .filter(connection -> connection.to().component().equals(component))
                .noneMatch(connection -> left.contains(connection.from().component())
                        && !connection.from().component().equals(component));
    }

    Map<PortRef, List<@Nullable Object>> seen() {
        return seen;
    }

    List<String> failures() {
        return failures;
    }

    /** Notes what passes. */
    private record Watch(
            List<List<@Nullable Object>> watchers, @Nullable Outlet next) implements Outlet {
        @Override
        public void send(Message message) {
            message.encodedLength();
            watchers.forEach(watcher -> watcher.add(PlainData.of(message)));
            if (next != null) {
                next.send(message);
            }
        }

        @Override
        public boolean isFull() {
            return false;
        }
    }

    private Part part(String component) {
        return Objects.requireNonNull(parts.get(component), component);
    }

    private Part part(PortRef port) {
        Part part = parts.get(port.component());
        if (part == null) {
            throw new IllegalArgumentException("component '" + port.component() + "' is not found");
        }
        return part;
    }

    private InputPort input(PortRef port) {
        return part(port).runner.inputPort(port.port()).orElseThrow(() -> noPort(port, PortDirection.INPUT));
    }

    private IllegalArgumentException noPort(PortRef port, PortDirection direction) {
        return new IllegalArgumentException("component '" + port.component() + "' has no "
                + (direction == PortDirection.INPUT ? "input" : "output") + " port '" + port.port() + "'");
    }

    private List<DataType> taken(PortRef port) {
        return parts.containsKey(port.component())
                ? part(port).type.port(port.port(), PortDirection.INPUT).stream()
                        .flatMap(input -> input.types().stream())
                        .map(type -> DataType.of(type.name(), type.schema()))
                        .toList()
                : List.of();
    }
}
