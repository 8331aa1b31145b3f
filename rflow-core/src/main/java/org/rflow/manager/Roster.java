package org.rflow.manager;

import static java.util.stream.Collectors.joining;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.rflow.bus.Registration;
import org.rflow.model.Attachment;
import org.rflow.model.Connection;
import org.rflow.model.Flow;
import org.rflow.model.RestartPolicy;
import org.rflow.model.RestartRules;
import org.rflow.model.Shard;
import org.rflow.model.ShardType;
import org.rflow.model.Wire;
import org.rflow.model.Worker;
import org.rflow.model.WorkerPlan;
import org.rflow.model.WorkerRef;
import org.rflow.plan.Stage;
import org.rflow.plan.Stages;
import org.rflow.plan.WorkerPlans;

/** Every host and worker of the flow, brokers first, then in order of declaration. Used only by the manager's thread. */
final class Roster {
    private final Map<UUID, Host> hosts = new LinkedHashMap<>();
    private final Map<UUID, WorkerHandle> workers = new LinkedHashMap<>();
    private final Stages stages;

    Roster(Flow planned, List<String> extensions) {
        Map<UUID, Shard> shardOf = new LinkedHashMap<>();
        Map<UUID, UUID> hostOf = new LinkedHashMap<>();
        for (Shard shard : planned.shards()) {
            for (Worker worker : shard.workers()) {
                shardOf.put(worker.uuid(), shard);
                hostOf.put(worker.uuid(), worker.host());
            }
        }
        for (WorkerPlan plan : WorkerPlans.of(planned, extensions)) {
            Optional<Shard> shard = Optional.ofNullable(shardOf.get(plan.uuid()));
            Host host = hosts.computeIfAbsent(
                    hostOf.getOrDefault(plan.uuid(), plan.uuid()),
                    any -> new Host(hostName(plan, shard), shard, rules(planned, plan, shard)));
            WorkerHandle worker = new WorkerHandle(plan, host);
            host.add(worker);
            workers.put(plan.uuid(), worker);
        }
        this.stages = Stages.of(planned);
    }

    /** A broker comes back when both sides can live with that. */
    private static RestartRules rules(Flow planned, WorkerPlan plan, Optional<Shard> shard) {
        if (shard.isPresent()) {
            boolean visits = shard.get()
                    .external()
                    .filter(component -> !component.managed())
                    .isPresent();
            // who is not ours to start may always come back
            Shard ruled = visits ? shard.get().withRestart(RestartPolicy.ALWAYS) : shard.get();
            return RestartRules.of(ruled, planned.settings());
        }
        Connection connection = plan.outgoing().get(0).connection();
        boolean both = Stream.of(connection.from(), connection.to())
                .flatMap(port -> planned.shardOf(port.component()).stream())
                .noneMatch(side -> side.restart() == RestartPolicy.NEVER);
        return RestartRules.of(both ? RestartPolicy.ON_FAILURE : RestartPolicy.NEVER, planned.settings());
    }

    private static String hostName(WorkerPlan plan, Optional<Shard> shard) {
        return shard.filter(each -> each.type() == ShardType.THREAD)
                .map(Shard::name)
                .orElse(plan.name());
    }

    Collection<Host> hosts() {
        return List.copyOf(hosts.values());
    }

    Collection<WorkerHandle> workers() {
        return List.copyOf(workers.values());
    }

    Optional<WorkerHandle> worker(UUID uuid) {
        return Optional.ofNullable(workers.get(uuid));
    }

    Optional<WorkerHandle> worker(String name) {
        return workers.values().stream()
                .filter(worker -> worker.name().equals(name))
                .findFirst();
    }

    /** Those that are there from the start. */
    List<WorkerHandle> expected() {
        return workers.values().stream()
                .filter(worker -> !worker.host().comesByItself())
                .toList();
    }

    /** Those that take commands. */
    List<WorkerHandle> reachable() {
        return workers.values().stream().filter(WorkerHandle::isReachable).toList();
    }

    boolean hasLiveHosts() {
        return hosts.values().stream().anyMatch(Host::isAlive);
    }

    /** Sources first. */
    List<Stage> stopOrder() {
        return stages.stopOrder();
    }

    /** Sinks first. */
    List<Stage> startOrder() {
        return stages.startOrder();
    }

    List<WorkerHandle> members(Stage stage) {
        return stage.members().stream().flatMap(uuid -> worker(uuid).stream()).toList();
    }

    /** The members of a stage that take commands. */
    List<WorkerHandle> reachable(Stage stage) {
        return members(stage).stream().filter(WorkerHandle::isReachable).toList();
    }

    List<WorkerHandle> find(List<WorkerRef> refs) {
        return refs.stream().flatMap(ref -> worker(ref.uuid()).stream()).toList();
    }

    /** The attachments that leave the worker's process. */
    static Stream<Attachment> incoming(WorkerHandle worker) {
        return worker.plan().incoming().stream()
                .filter(attachment -> attachment.connection().wire() != Wire.DIRECT);
    }

    static Stream<Attachment> outgoing(WorkerHandle worker) {
        return worker.plan().outgoing().stream()
                .filter(attachment -> attachment.connection().wire() != Wire.DIRECT);
    }

    /** The processes that run, with their names. */
    String live() {
        return hosts().stream()
                .filter(Host::isAlive)
                .map(host -> host.name() + " (process " + host.pid().orElse(0) + ")")
                .collect(joining(", "));
    }

    /** Why somebody who registers is not the worker it says; empty when it is, or is unknown. */
    Optional<String> refusal(Registration registration) {
        return worker(registration.instance())
                .filter(worker -> !worker.host().isProcess(registration.pid()))
                .map(worker -> "worker " + worker.name() + " is not in process " + registration.pid()
                        + worker.host()
                                .identity()
                                .map(process -> " but in " + process.pid())
                                .orElse(""));
    }
}
