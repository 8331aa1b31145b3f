package org.rflow.testing;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.rflow.component.Component;
import org.rflow.model.ComponentSpec;
import org.rflow.model.Flow;
import org.rflow.model.PortRef;

/**
 * Plays a whole flow in this thread, without processes and sockets: each component once, connected by direct calls, time by a
 * {@link TestingClock}. Data is given and shown as a test file writes it: text, {@code Long}, {@code Double}, {@code Boolean}, null,
 * lists, maps.
 */
public final class FlowTester {
    private final Flow flow;
    private final Function<ComponentSpec, Component> components;
    private final Map<String, Map<String, List<@Nullable Object>>> mocks = new LinkedHashMap<>();
    private final Map<PortRef, List<@Nullable Object>> inputs = new LinkedHashMap<>();
    private Duration advance = Duration.ZERO;
    private Duration patience = Duration.ofSeconds(10);

    /** What was seen at ports, and what is said of each message that no {@code errored} port took. */
    public record Result(Map<PortRef, List<@Nullable Object>> seen, List<String> failures) {
        public Result {
            seen = Map.copyOf(seen);
            failures = List.copyOf(failures);
        }

        /** The data of the messages at a port, in order. */
        public List<@Nullable Object> at(PortRef port) {
            return Optional.ofNullable(seen.get(port))
                    .orElseThrow(() -> new IllegalArgumentException("nobody looked at '" + port + "'"));
        }
    }

    /** {@code components} makes a new component for its declaration. */
    public FlowTester(Flow flow, Function<ComponentSpec, Component> components) {
        this.flow = requireNonNull(flow, "flow");
        this.components = requireNonNull(components, "components");
    }

    /**
     * Replaces a component: one without inputs sends all that its outputs have, one with inputs answers the n-th message by
     * the n-th data of each output.
     */
    public FlowTester mock(String component, Map<String, List<@Nullable Object>> outputs) {
        mocks.put(known(component), outputs);
        return this;
    }

    /** Sends to an input, beside what comes by connections. */
    public FlowTester send(PortRef port, List<@Nullable Object> data) {
        known(port.component());
        inputs.computeIfAbsent(port, any -> new ArrayList<>()).addAll(data);
        return this;
    }

    /** Lets time pass after all input was processed, with its timers. */
    public FlowTester advance(Duration time) {
        advance = time;
        return this;
    }

    /** How long by the real clock sources may send before one is taken for endless; 10 s unless it is said. */
    public FlowTester patience(Duration time) {
        patience = time;
        return this;
    }

    private String known(String component) {
        if (flow.component(component).isEmpty()) {
            throw new IllegalArgumentException("component '" + component + "' is not found; there are: "
                    + flow.components().map(ComponentSpec::name).toList());
        }
        return component;
    }

    /**
     * Runs the flow to its end in the directory, which is the application's. {@link IllegalArgumentException} says what is wrong with
     * the test, {@link org.rflow.component.ConfigurationException} what a component says of its options.
     */
    public Result play(Path directory, Set<PortRef> watched) throws Exception {
        watched.forEach(port -> known(port.component()));
        FlowRig rig = new FlowRig(flow, directory, patience);
        for (ComponentSpec spec : flow.components().toList()) {
            if (!mocks.containsKey(spec.name())) {
                rig.add(spec, components.apply(spec));
            }
        }
        // what a mock sends is made for those who take it
        mocks.forEach(
                (component, sends) -> rig.addMock(flow.component(component).orElseThrow(), sends));
        rig.connect(watched);
        try {
            rig.start();
            for (Map.Entry<PortRef, List<@Nullable Object>> input : inputs.entrySet()) {
                for (Object value : input.getValue()) {
                    rig.send(input.getKey(), value);
                }
            }
            rig.advance(advance);
            rig.end();
        } finally {
            rig.cleanup();
        }
        return new Result(rig.seen(), rig.failures());
    }
}
