package org.rflow.worker;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rflow.component.Arrival;
import org.rflow.component.Component;
import org.rflow.component.ComponentRunner;
import org.rflow.component.ConfigurationException;
import org.rflow.component.DirectOutlet;
import org.rflow.component.InputPort;
import org.rflow.component.OutputPort;
import org.rflow.component.Reach;
import org.rflow.connection.ConnectionType;
import org.rflow.connection.EndSpec;
import org.rflow.connection.Receiver;
import org.rflow.connection.Sender;
import org.rflow.message.Lineage;
import org.rflow.message.ProvenanceStamp;
import org.rflow.model.Attachment;
import org.rflow.model.ComponentOption;
import org.rflow.model.ComponentSpec;
import org.rflow.model.Connection;
import org.rflow.model.Guarantee;
import org.rflow.model.PortRef;
import org.rflow.model.Setting;
import org.rflow.model.Wire;
import org.rflow.model.WorkerPlan;
import org.rflow.model.WorkerRef;

/**
 * Makes a worker's components from its plan and wires them: first every component is configured, then all inputs are bound, then
 * all outputs are made (RF-82). Used only by the loop thread.
 */
final class Wiring {
    private final WorkerPlan plan;
    private final int incarnation;
    private final WorkerServices services;
    private final Function<Wire, ConnectionType> connectionTypes;
    private final Map<String, Cell> cells = new LinkedHashMap<>();
    private final Map<Connection, Receiver> receivers = new LinkedHashMap<>();
    private final Map<Connection, Sender> senders = new LinkedHashMap<>();
    private final Map<Connection, DirectOutlet> direct = new LinkedHashMap<>();
    private final Map<Connection, PortInlet> inlets = new LinkedHashMap<>();
    private final Lineage lineage = new Lineage();

    private final Failures failures;
    private @Nullable NowProcessing now;

    Wiring(
            WorkerPlan plan,
            int incarnation,
            WorkerServices services,
            Function<Wire, ConnectionType> connectionTypes,
            Failures failures) {
        this.failures = failures;
        this.plan = plan;
        this.incarnation = incarnation;
        this.services = services;
        this.connectionTypes = connectionTypes;
    }

    List<Cell> cells() {
        return List.copyOf(cells.values());
    }

    Cell cell(String component) {
        return Optional.ofNullable(cells.get(component))
                .orElseThrow(() ->
                        new ConfigurationException("worker " + plan.name() + " has no component '" + component + "'"));
    }

    Map<Connection, Receiver> receivers() {
        return receivers;
    }

    Map<Connection, Sender> senders() {
        return senders;
    }

    /** Whether any connection of the worker promises at-least-once. */
    boolean isReliable() {
        return isReliable(plan);
    }

    static boolean isReliable(WorkerPlan plan) {
        return Stream.concat(plan.incoming().stream(), plan.outgoing().stream())
                .anyMatch(attachment -> attachment.connection().guarantee() == Guarantee.AT_LEAST_ONCE);
    }

    /** Messages of the connection that came once more and were left out. */
    long leftOut(Connection connection) {
        return requireNonNull(inlets.get(connection), connection.name()).leftOut();
    }

    Map<Connection, DirectOutlet> direct() {
        return direct;
    }

    Map<Connection, PortInlet> inlets() {
        return inlets;
    }

    /** Makes the components, unconfigured, to go on from what the worker's last incarnation saved. */
    void create(Function<String, Component> factory, SavedState saved) {
        for (ComponentSpec spec : plan.components()) {
            ComponentRunner runner = new ComponentRunner(factory.apply(spec.type()), spec.name(), failures);
            runner.retry(Retries.rules(spec, plan.settings()), new Retries(spec.name(), services));
            if (Boolean.parseBoolean(Setting.PROVENANCE.in(plan.settings()))) {
                runner.stampWith(new ProvenanceStamp(spec.uuid().toString(), services.clock()));
            }
            cells.put(
                    spec.name(),
                    new Cell(
                            spec,
                            runner,
                            new WorkerContext(
                                    plan, spec, services, saved.of(spec.name()).position())));
        }
    }

    void configure() throws Exception {
        for (Cell cell : cells.values()) {
            cell.runner().configure(ComponentOption.without(cell.spec().options()), cell.context());
        }
    }

    Lineage lineage() {
        return lineage;
    }

    /** Gives the components back the state of their last incarnation. */
    void restore(SavedState saved) throws Exception {
        for (Cell cell : cells.values()) {
            if (isReliable()) {
                cell.trace(lineage, saved.of(cell.name()));
            }
            for (Map.Entry<Integer, byte[]> slot : saved.of(cell.name()).slots().entrySet()) {
                if (slot.getKey() != SavedState.Part.SEEN) {
                    cell.runner().restore(slot.getKey(), slot.getValue());
                }
            }
        }
    }

    void connect() throws IOException {
        if (isReliable()) {
            Path file = services.runDirectory().resolve("state").resolve(plan.name() + ".now");
            now = NowProcessing.open(file, incarnation > 1);
        }
        plan.incoming().stream().filter(Wiring::isWired).forEach(this::bind);
        for (Attachment attachment : plan.outgoing()) {
            if (isWired(attachment)) {
                attach(attachment);
            } else {
                link(attachment.connection());
            }
        }
    }

    private static boolean isWired(Attachment attachment) {
        return attachment.connection().wire() != Wire.DIRECT;
    }

    private void bind(Attachment attachment) {
        Connection connection = attachment.connection();
        Cell cell = cell(connection.to().component());
        InputPort port = inputPort(connection.to());
        // what comes without a promise must not pass for what came before it
        boolean nobody = isReliable() && connection.guarantee() != Guarantee.AT_LEAST_ONCE;
        PortInlet inlet = new PortInlet(
                cell.runner(),
                new Arrival(port, connection.to().key().orElse(null), connection.name()),
                nobody ? lineage::nobody : () -> {},
                failures,
                guard(connection));
        Receiver receiver = connectionTypes.apply(connection.wire()).receiver(end(attachment), inlet);
        receivers.put(connection, receiver);
        inlets.put(connection, inlet);
        if (!connection.feedback()) {
            cell.receivesOn(receiver);
        }
    }

    private @Nullable PoisonGuard guard(Connection connection) {
        NowProcessing notes = now;
        return notes == null || connection.guarantee() != Guarantee.AT_LEAST_ONCE
                ? null
                : new PoisonGuard(notes, lineage, connection.name());
    }

    private void attach(Attachment attachment) {
        Connection connection = attachment.connection();
        Sender sender = connectionTypes.apply(connection.wire()).sender(end(attachment));
        senders.put(connection, sender);
        cell(connection.from().component()).sendsOn(sender);
        outputPort(connection.from()).add(connection.from().key().orElse(null), new SenderOutlet(sender));
    }

    private void link(Connection connection) {
        DirectOutlet outlet = new DirectOutlet(
                inputPort(connection.to()), connection.to().key().orElse(null), connection.name());
        direct.put(connection, outlet);
        outputPort(connection.from()).add(connection.from().key().orElse(null), outlet);
        if (!connection.feedback()) {
            cell(connection.to().component()).follows(cell(connection.from().component()));
        }
    }

    private EndSpec end(Attachment attachment) {
        WorkerRef self = new WorkerRef(plan.uuid(), plan.name());
        return new EndSpec(attachment, self, incarnation, services.loop(), services.types(), lineage);
    }

    /** What messages for the port can reach. */
    Reach reachable(PortRef ref) {
        return cell(ref.component()).runner().reachable(inputPort(ref));
    }

    private InputPort inputPort(PortRef ref) {
        return cell(ref.component())
                .runner()
                .inputPort(ref.port())
                .orElseThrow(() -> new ConfigurationException(
                        "Input port '" + ref.port() + "' not defined on component '" + ref.component() + "'"));
    }

    private OutputPort outputPort(PortRef ref) {
        return cell(ref.component())
                .runner()
                .outputPort(ref.port())
                .orElseThrow(() -> new ConfigurationException(
                        "Output port '" + ref.port() + "' not defined on component '" + ref.component() + "'"));
    }
}
