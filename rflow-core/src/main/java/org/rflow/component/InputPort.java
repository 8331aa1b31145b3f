package org.rflow.component;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where messages arrive. One object for all connections of the port, so a component may compare with {@code ==};
 * {@link #key} and {@link #connection} tell of the message being processed. Used only by the worker's loop thread.
 */
public final class InputPort {
    private final Component component;
    private final String name;
    private final String help;
    private @Nullable Arrival current;
    private @Nullable ComponentRunner runner;
    private @Nullable List<OutputPort> writes;

    InputPort(Component component, String name, String help) {
        this.component = component;
        this.name = name;
        this.help = help;
    }

    public String name() {
        return name;
    }

    /** The key of the connection end that the current message came on: the text in {@code component#port[key]}. */
    public Optional<String> key() {
        return Optional.ofNullable(current).map(Arrival::key);
    }

    /** The name of the connection that the current message came on; empty outside {@code process}. */
    public String connection() {
        return current == null ? "" : current.connection();
    }

    /**
     * Declares which outputs processing a message of this port may write; by default all. The port is then fed while
     * those have room, whatever the others do. An HTTP server's response port writes none: so a loop in the graph cannot lock itself.
     */
    public InputPort writes(OutputPort... outputs) {
        writes = List.of(outputs);
        return this;
    }

    List<OutputPort> written() {
        return writes == null ? component.outputPorts() : writes;
    }

    String help() {
        return help;
    }

    void arriving(@Nullable Arrival arrival) {
        current = arrival;
    }

    void runBy(ComponentRunner newRunner) {
        runner = newRunner;
    }

    /** The runner of this port's component; made on the spot for a component used without a worker. */
    ComponentRunner runner() {
        if (runner == null) {
            runner = ComponentRunner.standalone(component);
        }
        return runner;
    }
}
