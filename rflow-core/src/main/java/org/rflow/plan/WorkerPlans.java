package org.rflow.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.rflow.model.Attachment;
import org.rflow.model.ComponentSpec;
import org.rflow.model.Connection;
import org.rflow.model.Flow;
import org.rflow.model.Ids;
import org.rflow.model.Shard;
import org.rflow.model.Wire;
import org.rflow.model.Worker;
import org.rflow.model.WorkerPlan;
import org.rflow.model.WorkerRef;

/** Cuts a planned flow into what each worker and broker must know. Stateless. */
public final class WorkerPlans {
    private final Flow flow;
    private final FlowIndex index;
    private final List<String> extensions;
    private final Map<String, List<WorkerRef>> workers = new HashMap<>();

    private WorkerPlans(Flow flow, List<String> extensions) {
        this.flow = flow;
        this.index = new FlowIndex(flow);
        this.extensions = extensions;
    }

    /** The plans of all brokers and then of all workers, in the order of declaration, which is the order of spawning (RF-96). */
    public static List<WorkerPlan> of(Flow planned, List<String> extensions) {
        WorkerPlans plans = new WorkerPlans(planned, extensions);
        List<WorkerPlan> all = new ArrayList<>();
        for (Connection connection : planned.connections()) {
            if (connection.brokered()) {
                all.add(plans.broker(connection));
            }
        }
        for (Shard shard : planned.shards()) {
            shard.workers().forEach(worker -> all.add(plans.worker(shard, worker)));
        }
        return all;
    }

    /** The name of a connection's broker (RF-79). */
    public static String brokerName(Connection connection) {
        return "broker-" + connection.name();
    }

    /** A worker's or broker's name as a file's: all but letters, digits, {@code . _ -} becomes {@code _}. */
    public static String fileName(String name) {
        return name.replaceAll("[^A-Za-z0-9._-]+", "_");
    }

    private WorkerPlan broker(Connection connection) {
        requirePlanned(!Ids.isNone(connection.broker()), connection.name());
        WorkerRef self = new WorkerRef(connection.broker(), brokerName(connection));
        Attachment in = new Attachment(connection, workersOf(connection.from().component()), List.of(self));
        Attachment out = new Attachment(
                connection, List.of(self), workersOf(connection.to().component()));
        return new WorkerPlan(
                flow.name(),
                self.uuid(),
                self.name(),
                1,
                "",
                1,
                flow.settings(),
                extensions,
                List.of(),
                List.of(in),
                List.of(out));
    }

    private WorkerPlan worker(Shard shard, Worker worker) {
        Set<String> own = shard.components().stream().map(ComponentSpec::name).collect(Collectors.toSet());
        WorkerRef self = new WorkerRef(worker.uuid(), worker.name());
        List<Attachment> incoming = new ArrayList<>();
        List<Attachment> outgoing = new ArrayList<>();
        for (Connection connection : flow.connections()) {
            if (own.contains(connection.to().component())) {
                incoming.add(incoming(connection, self));
            }
            if (own.contains(connection.from().component())) {
                outgoing.add(outgoing(connection, self));
            }
        }
        return new WorkerPlan(
                flow.name(),
                worker.uuid(),
                worker.name(),
                worker.index(),
                shard.name(),
                shard.count(),
                flow.settings(),
                extensions,
                shard.components(),
                incoming,
                outgoing);
    }

    private Attachment incoming(Connection connection, WorkerRef self) {
        if (connection.wire() == Wire.DIRECT) {
            return new Attachment(connection, List.of(self), List.of(self));
        }
        List<WorkerRef> senders = connection.brokered()
                ? List.of(new WorkerRef(connection.broker(), brokerName(connection)))
                : workersOf(connection.from().component());
        return new Attachment(connection, senders, workersOf(connection.to().component()));
    }

    private Attachment outgoing(Connection connection, WorkerRef self) {
        if (connection.wire() == Wire.DIRECT) {
            return new Attachment(connection, List.of(self), List.of(self));
        }
        List<WorkerRef> receivers = connection.brokered()
                ? List.of(new WorkerRef(connection.broker(), brokerName(connection)))
                : workersOf(connection.to().component());
        return new Attachment(connection, workersOf(connection.from().component()), receivers);
    }

    private List<WorkerRef> workersOf(String component) {
        return workers.computeIfAbsent(component, this::findWorkers);
    }

    private List<WorkerRef> findWorkers(String component) {
        Shard shard = index.shardOf(component).orElseThrow();
        requirePlanned(shard.workers().size() == shard.count(), shard.name());
        return shard.workers().stream()
                .map(worker -> new WorkerRef(worker.uuid(), worker.name()))
                .toList();
    }

    private static void requirePlanned(boolean planned, String what) {
        if (!planned) {
            throw new IllegalArgumentException("'" + what + "' is not planned yet");
        }
    }
}
