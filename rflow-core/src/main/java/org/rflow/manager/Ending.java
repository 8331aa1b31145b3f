package org.rflow.manager;

import java.util.List;
import java.util.function.Consumer;
import org.rflow.bus.Command;
import org.rflow.bus.Reply;

/**
 * The end of every process: workers that were not drained are shut down, then all clean up and exit. A host that cannot be
 * asked because not all its workers have registered is killed: nothing has been done in it yet. Used only by the manager's
 * thread, once.
 */
final class Ending {
    private final Roster roster;
    private final Commands commands;
    private final Ledger ledger;
    private final Consumer<Failure> onFailure;

    /** {@code onFailure} may be called several times; the ending goes on. */
    Ending(Roster roster, Commands commands, Ledger ledger, Consumer<Failure> onFailure) {
        this.roster = roster;
        this.commands = commands;
        this.ledger = ledger;
        this.onFailure = onFailure;
    }

    void begin() {
        for (Host host : roster.hosts()) {
            if (!host.workers().stream().allMatch(WorkerHandle::isReachable)) {
                host.giveUp("the flow stopped before it had registered");
            }
        }
        List<WorkerHandle> unasked =
                able().stream().filter(worker -> !worker.wasAskedToShutDown()).toList();
        commands.ask(unasked, worker -> new Command.Shutdown(), this::shutDown, this::cleanUp);
    }

    private void shutDown(WorkerHandle worker, Reply reply) {
        take(worker, reply, "SHUTDOWN");
        worker.advance(HandleState.STOPPING);
    }

    private void cleanUp() {
        roster.hosts().forEach(Host::askedToEnd);
        commands.ask(able(), worker -> new Command.Cleanup(), this::cleanedUp, () -> {});
    }

    private void cleanedUp(WorkerHandle worker, Reply reply) {
        take(worker, reply, "CLEANUP");
        worker.advance(HandleState.STOPPED);
        if (worker.host().comesByItself()) {
            worker.host().giveUp("the flow has ended, and its process is not ours");
        }
    }

    private void take(WorkerHandle worker, Reply reply, String command) {
        reply.report().ifPresent(report -> ledger.record(worker.uuid(), report.counts()));
        reply.error()
                .ifPresent(sentence -> onFailure.accept(Failure.of(
                        "worker " + worker.name() + " could not carry out " + command + ": " + sentence,
                        worker.host())));
    }

    /** A worker in ERROR ends by itself. */
    private List<WorkerHandle> able() {
        return roster.reachable().stream()
                .filter(worker -> worker.state() != HandleState.ERROR)
                .toList();
    }
}
