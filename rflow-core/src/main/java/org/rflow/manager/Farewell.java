package org.rflow.manager;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.rflow.bus.BusTimer;
import org.rflow.bus.Command;
import org.rflow.bus.Reply;
import org.rflow.plan.Stage;

/**
 * The end of the hosts that begin anew with another: while the others run on, they process what they have, shut down and clean up,
 * senders before receivers; what is not gone at the deadline is killed. Nobody outside sends to them any more, and they wait for
 * nobody outside. Used only by the manager's thread, once.
 */
final class Farewell {
    private static final Logger log = LogManager.getLogger(Farewell.class);

    private final Tools tools;
    private final Neighbours neighbours;
    private final Ledger ledger;
    private final Host culprit;
    private final Set<Host> leaving;
    private final List<Stage> stages;
    private Runnable onGone = () -> {};
    private Optional<Barrier> barrier = Optional.empty();
    private BusTimer deadline = () -> {};
    private boolean over;

    Farewell(Tools tools, Neighbours neighbours, Ledger ledger, Host culprit, Set<Host> followers) {
        this.tools = tools;
        this.neighbours = neighbours;
        this.ledger = ledger;
        this.culprit = culprit;
        this.leaving = new LinkedHashSet<>(followers);
        this.stages = new ArrayList<>(tools.assignment().roster().stopOrder());
    }

    /** {@code gone} is run when all have ended. */
    void begin(Runnable gone) {
        onGone = gone;
        if (leaving.isEmpty()) {
            finish();
            return;
        }
        log.warn("these begin anew with {}, once they have finished what they have: {}", culprit.name(), names());
        leaving.forEach(Host::takeAlong);
        leaving.forEach(host -> host.workers().forEach(worker -> neighbours.cutOff(worker, leaving)));
        deadline = tools.around().bus().schedule(tools.assignment().limits().stopAfterFailure(), this::missed);
        nextStage();
    }

    /** Lets them be: the flow itself ends now. May be called more than once. */
    void abort() {
        over = true;
        deadline.cancel();
        barrier.ifPresent(Barrier::cancel);
    }

    boolean isOver() {
        return over;
    }

    /** The host's process has ended. */
    void ended(Host host) {
        if (!over && leaving.remove(host) && leaving.isEmpty()) {
            finish();
        }
    }

    /** Names what is waited for. */
    String waitingFor() {
        return names() + " to end, to begin anew with " + culprit.name();
    }

    private void finish() {
        abort();
        onGone.run();
    }

    private void nextStage() {
        if (stages.isEmpty()) {
            ask(reachable(), new Command.Cleanup(), () -> {});
            return;
        }
        Stage stage = stages.remove(0);
        List<WorkerHandle> members = tools.assignment().roster().reachable(stage).stream()
                .filter(worker -> leaving.contains(worker.host()))
                .toList();
        ask(members, new Command.Shutdown(), this::nextStage);
    }

    private List<WorkerHandle> reachable() {
        return leaving.stream()
                .flatMap(host -> host.workers().stream())
                .filter(WorkerHandle::isReachable)
                .toList();
    }

    private void ask(List<WorkerHandle> workers, Command command, Runnable next) {
        barrier = Optional.of(tools.commands().ask(workers, any -> command, this::answered, () -> {
            if (!over) {
                next.run();
            }
        }));
    }

    private void answered(WorkerHandle worker, Reply reply) {
        reply.report().ifPresent(report -> ledger.record(worker.uuid(), report.counts()));
        reply.error().ifPresent(error -> {
            log.warn("{} could not end in order, and is killed: {}", worker.name(), error);
            worker.host().kill("it begins anew with " + culprit.name());
        });
    }

    private void missed() {
        log.warn("these did not end in time, and are killed: {}", names());
        for (Host host : List.copyOf(leaving)) {
            host.kill("it begins anew with " + culprit.name());
        }
    }

    private String names() {
        return leaving.stream().map(Host::name).collect(joining(", "));
    }
}
