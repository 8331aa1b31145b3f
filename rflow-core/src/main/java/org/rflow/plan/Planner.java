package org.rflow.plan;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.rflow.model.ComponentSpec;
import org.rflow.model.ComponentType;
import org.rflow.model.Connection;
import org.rflow.model.Flow;
import org.rflow.model.InvalidFlowException;
import org.rflow.model.Locations;
import org.rflow.model.Problem;
import org.rflow.model.Problems;
import org.rflow.model.Shard;

/**
 * Checks a flow against the component types that are there, and fills in what the user left out: uuids, ports, workers
 * and their hosts, wires, sockets, feedback edges and settings. What is already planned stays as it is, so planning twice
 * is planning once. Pure; stateless but for its source of uuids.
 */
public final class Planner {
    private final List<ComponentType> types;
    private final Supplier<UUID> uuids;
    private final boolean unknownTypesAllowed;

    public Planner(Collection<ComponentType> types) {
        this(types, UUID::randomUUID);
    }

    public Planner(Collection<ComponentType> types, Supplier<UUID> uuids) {
        this(types, uuids, false);
    }

    private Planner(Collection<ComponentType> types, Supplier<UUID> uuids, boolean unknownTypesAllowed) {
        this.types = List.copyOf(types);
        this.uuids = requireNonNull(uuids, "uuids");
        this.unknownTypesAllowed = unknownTypesAllowed;
    }

    /** The same, but a component type that is not here is only odd: its jar comes with the start. */
    public Planner allowingUnknownTypes() {
        return new Planner(types, uuids, true);
    }

    /** All that is wrong with the flow and all that is only odd. {@code locations} serve texts that name a second place. */
    public Findings check(Flow flow, Locations locations) {
        Problems problems = new Problems();
        List<Problem> warnings = new ArrayList<>();
        new SettingChecks(problems, warnings).check(flow);
        Problems unknownTypes = unknownTypesAllowed ? new Problems() : problems;
        new ComponentChecks(types, problems, unknownTypes).check(flow);
        if (unknownTypesAllowed) {
            warnings.addAll(unknownTypes.list());
        }
        new ConnectionChecks(flow, types, locations, problems).check();
        new TypeChecks(flow, new FlowTypes(flow, types, problems), problems).check();
        new ShardChecks(problems).check(flow);
        new ExternalChecks(problems).check(flow);
        warnUnconnected(flow, warnings);
        return new Findings(problems.list(), warnings);
    }

    /** The flow without blanks; {@link InvalidFlowException} with every problem when there are any. */
    public Flow plan(Flow flow, Locations locations) {
        List<Problem> problems = check(flow, locations).problems();
        if (!problems.isEmpty()) {
            throw new InvalidFlowException(problems, locations);
        }
        return new BlankFilling(Externals.apart(flow), uuids).fill();
    }

    public Flow plan(Flow flow) {
        return plan(flow, Locations.none(flow.name()));
    }

    private void warnUnconnected(Flow flow, List<Problem> warnings) {
        Set<String> connected = new HashSet<>();
        for (Connection connection : flow.connections()) {
            connected.add(connection.from().component());
            connected.add(connection.to().component());
        }
        for (Shard shard : flow.shards()) {
            for (ComponentSpec component : shard.components()) {
                if (!connected.contains(component.name()) && mayConnect(component)) {
                    warnings.add(new Problem(
                            Paths.component(shard, component.name()),
                            "component '" + component.name() + "' is not connected to anything",
                            "connect it, or remove it"));
                }
            }
        }
    }

    private boolean mayConnect(ComponentSpec component) {
        Optional<ComponentType> type = ComponentChecks.typeOf(types, component);
        return type.isEmpty() || !type.get().ports().isEmpty();
    }
}
