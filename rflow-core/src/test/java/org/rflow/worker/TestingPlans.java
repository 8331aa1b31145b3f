package org.rflow.worker;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.rflow.model.Attachment;
import org.rflow.model.ComponentSpec;
import org.rflow.model.Connection;
import org.rflow.model.Delivery;
import org.rflow.model.Guarantee;
import org.rflow.model.Ids;
import org.rflow.model.PortRef;
import org.rflow.model.SocketEnd;
import org.rflow.model.Wire;
import org.rflow.model.WorkerPlan;
import org.rflow.model.WorkerRef;

/** Plans of one worker for tests. */
final class TestingPlans {
    static final UUID WORKER = UUID.randomUUID();

    private TestingPlans() {}

    static ComponentSpec spec(String name) {
        return new ComponentSpec(UUID.randomUUID(), name, name, true, Map.of(), List.of());
    }

    /** The same plan with at-least-once on all connections. */
    static WorkerPlan reliable(WorkerPlan plan) {
        return new WorkerPlan(
                plan.flow(),
                plan.uuid(),
                plan.name(),
                plan.index(),
                plan.shard(),
                plan.shardCount(),
                plan.settings(),
                plan.extensions(),
                plan.components(),
                reliable(plan.incoming()),
                reliable(plan.outgoing()));
    }

    private static List<Attachment> reliable(List<Attachment> attachments) {
        return attachments.stream()
                .map(end ->
                        new Attachment(end.connection().with(Guarantee.AT_LEAST_ONCE), end.senders(), end.receivers()))
                .toList();
    }

    static Connection direct(String from, String to) {
        return connection(from, to, Wire.DIRECT);
    }

    static Connection input() {
        return connection("elsewhere#out", "doubler#in", Wire.LINK);
    }

    static Connection output() {
        return connection("doubler#out", "elsewhere#in", Wire.LINK);
    }

    static Connection connection(String from, String to, Wire wire) {
        return new Connection(
                UUID.randomUUID(),
                PortRef.parse(from),
                PortRef.parse(to),
                Delivery.ROUND_ROBIN,
                Optional.empty(),
                Guarantee.BEST_EFFORT,
                wire,
                false,
                Ids.NONE,
                false,
                SocketEnd.NONE,
                SocketEnd.NONE,
                Map.of());
    }

    static WorkerPlan plan(List<ComponentSpec> components, Connection... connections) {
        WorkerRef self = new WorkerRef(WORKER, "test-1");
        List<String> names = components.stream().map(ComponentSpec::name).toList();
        List<Attachment> all = Arrays.stream(connections)
                .map(connection -> new Attachment(connection, List.of(self), List.of(self)))
                .toList();
        return new WorkerPlan(
                "test",
                WORKER,
                "test-1",
                1,
                "test",
                1,
                Map.of(),
                List.of(),
                components,
                all.stream()
                        .filter(end -> names.contains(end.connection().to().component()))
                        .toList(),
                all.stream()
                        .filter(end -> names.contains(end.connection().from().component()))
                        .toList());
    }
}
