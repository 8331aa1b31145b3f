package org.rflow.manager;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.rflow.bus.Beacon;
import org.rflow.bus.FlowStatus;
import org.rflow.bus.FlowStatus.ConnectionStatus;
import org.rflow.bus.FlowStatus.Health;
import org.rflow.bus.FlowStatus.WorkerStatus;
import org.rflow.model.Connection;
import org.rflow.model.Counts;
import org.rflow.model.Flow;
import org.rflow.model.Guarantee;
import org.rflow.process.ProcessUsage;

/** Puts what the manager knows into the form users see. Used only by the manager's thread. */
final class StatusReport {
    private final Flow flow;
    private final Roster roster;
    private final Ledger ledger;

    StatusReport(Flow flow, Roster roster, Ledger ledger) {
        this.flow = flow;
        this.roster = roster;
        this.ledger = ledger;
    }

    FlowStatus status(FlowState state, Instant started, Instant now, String detail) {
        List<WorkerStatus> workers =
                roster.workers().stream().map(worker -> status(worker, now)).toList();
        List<ConnectionStatus> connections =
                flow.connections().stream().map(this::status).toList();
        return new FlowStatus(
                flow.name(),
                flow.revision(),
                state.name(),
                ProcessHandle.current().pid(),
                started.toEpochMilli(),
                detail,
                workers,
                connections,
                ledger.deadLetters());
    }

    private static WorkerStatus status(WorkerHandle worker, Instant now) {
        return new WorkerStatus(
                worker.uuid(),
                worker.name(),
                worker.plan().shard(),
                worker.host().pid().orElse(0),
                worker.state().name(),
                worker.spawnedAt().toEpochMilli(),
                worker.beaconAge(now).map(age -> age.toMillis()).orElse(-1L),
                Math.max(0, worker.incarnation() - 1),
                worker.beacon().map(Beacon::inside).orElse(""),
                worker.lastError(),
                health(worker.host()));
    }

    private static Health health(Host host) {
        Optional<RestartHistory.Exit> exit = host.history().lastExit();
        long pid = host.isAlive() ? host.pid().orElse(0) : 0;
        return new Health(
                exit.map(RestartHistory.Exit::how).orElse(""),
                exit.map(last -> last.time().toEpochMilli()).orElse(0L),
                pid == 0
                        ? -1
                        : ProcessUsage.cpuTime(pid).map(Duration::toMillis).orElse(-1L),
                pid == 0 ? -1 : ProcessUsage.residentBytes(pid).orElse(-1));
    }

    /** Sent by the senders and received by the receivers; what is between them may also be inside a broker. */
    private ConnectionStatus status(Connection connection) {
        Ledger.Leg ends = withoutBrokers(connection.uuid());
        Ledger.Leg all = ledger.leg(connection.uuid());
        return new ConnectionStatus(
                connection.uuid(),
                connection.name(),
                connection.delivery().text(),
                connection.wire().text(),
                ends.sent(),
                ends.received(),
                inFlight(connection, all),
                all.dropped(),
                ends.output().bytes(),
                unaccounted(connection, all),
                new FlowStatus.Ends(connection.guarantee().text(), ends.output(), ends.input()));
    }

    /** The two ends do not report at one moment. After a death what came again was received more often than it was sent, and only the senders know what is under way. */
    private long inFlight(Connection connection, Ledger.Leg all) {
        if (isPromised(connection) && ledger.isTorn(connection.uuid())) {
            return all.output().inFlight();
        }
        return Math.max(0, all.inFlight() - unaccounted(connection, all));
    }

    /** What died with a process is not under way any more; where at-least-once is promised somebody sends it again. */
    private long unaccounted(Connection connection, Ledger.Leg all) {
        return ledger.isTorn(connection.uuid()) && !isPromised(connection) ? all.unaccounted() : 0;
    }

    private static boolean isPromised(Connection connection) {
        return connection.guarantee() == Guarantee.AT_LEAST_ONCE;
    }

    /** For each connection the sum of its sending ends, then that of its receiving ends. */
    List<Counts> counts() {
        return flow.connections().stream()
                .map(connection -> withoutBrokers(connection.uuid()))
                .flatMap(leg -> List.of(leg.output(), leg.input()).stream())
                .toList();
    }

    private Ledger.Leg withoutBrokers(UUID connection) {
        Set<UUID> brokers = roster.workers().stream()
                .filter(WorkerHandle::isBroker)
                .map(WorkerHandle::uuid)
                .collect(Collectors.toSet());
        return ledger.leg(connection, worker -> !brokers.contains(worker), worker -> !brokers.contains(worker));
    }
}
