package org.rflow.component;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rflow.message.DataType;
import org.rflow.message.MessageException;
import org.rflow.message.SchemaAgreement;

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
    private List<DataType> types = List.of();
    private final Set<DataType> readable = new HashSet<>();
    private @Nullable DataType last;

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

    /**
     * Declares the data types that the port takes; by default anything. A flow in which another type arrives here is
     * refused before it starts, and so is another version of a type that cannot be read as this one by Avro's rules. A
     * message of such a type that comes all the same is not given to the component: it fails.
     */
    public InputPort takes(DataType... dataTypes) {
        types = List.of(dataTypes);
        return this;
    }

    List<DataType> types() {
        return types;
    }

    /** {@link MessageException} when the port does not take the type. Each type that it takes is looked at once. */
    void check(DataType type) {
        if (types.isEmpty() || (last != null && type.equals(last))) {
            return;
        }
        if (!readable.contains(type)) {
            SchemaAgreement.obstacle(type, types).ifPresent(obstacle -> {
                throw new MessageException(
                        "port '" + name + "' takes " + types + " and cannot read this " + type + ": " + obstacle);
            });
            readable.add(type);
        }
        last = type;
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
