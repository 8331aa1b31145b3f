package org.rflow.manager;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.rflow.bus.Command;
import org.rflow.bus.ManagerBus;
import org.rflow.bus.Reply;
import org.rflow.plan.Stage;

/**
 * The ordered way out (DA-25..28, RF-131): sources stop; then stage by stage, senders before receivers, workers process what
 * has arrived, shut their components down and prove that all they sent has been received. Used only by the manager's thread,
 * once.
 */
final class Drain {
    private final Roster roster;
    private final ManagerBus bus;
    private final Commands commands;
    private final Ledger ledger;
    private final BooleanSupplier ready;
    private final List<Stage> stages;
    private boolean parked;
    private Consumer<Failure> onFailure = failure -> {};
    private Runnable onDrained = () -> {};
    private Optional<Barrier> barrier = Optional.empty();
    private Optional<Quiescence> quiescence = Optional.empty();
    private String awaited = "";
    private boolean cancelled;

    /** While it is not {@code ready}, because a worker is on its way back, no stage is shut down; {@link #resume} then goes on. */
    Drain(Tools tools, Ledger ledger, BooleanSupplier ready) {
        this.roster = tools.assignment().roster();
        this.bus = tools.around().bus();
        this.commands = tools.commands();
        this.ledger = ledger;
        this.ready = ready;
        this.stages = new ArrayList<>(roster.stopOrder());
    }

    /** {@code onFailure} may be called several times; the drain goes on. {@code onDrained} is called once, at the end. */
    void begin(Consumer<Failure> failed, Runnable drained) {
        onFailure = failed;
        onDrained = drained;
        ask(roster.reachable(), new Command.StopSources(), "STOP_SOURCES", this::nextStage);
    }

    void cancel() {
        cancelled = true;
        barrier.ifPresent(Barrier::cancel);
        quiescence.ifPresent(Quiescence::cancel);
    }

    /** It may be ready now. */
    void resume() {
        if (parked && !cancelled && ready.getAsBoolean()) {
            nextStage();
        }
    }

    /** Names what it waits for now, besides workers on their way back. */
    String waitingFor() {
        if (parked) {
            return "";
        }
        return quiescence
                .map(Quiescence::waitingFor)
                .orElseGet(() -> barrier.stream()
                        .flatMap(open -> open.missing().stream())
                        .map(worker -> worker.name() + " to answer " + awaited)
                        .collect(joining(", ")));
    }

    /** The first stage that is not done; one is done again for workers that have begun anew. */
    private void nextStage() {
        parked = !ready.getAsBoolean();
        if (parked) {
            return;
        }
        stages.removeIf(stage -> unasked(stage).isEmpty());
        if (stages.isEmpty()) {
            onDrained.run();
            return;
        }
        Stage stage = stages.get(0);
        if (!stage.quiescence()) {
            shutDown(stage);
            return;
        }
        Quiescence quiet = new Quiescence(bus, commands, ledger, roster, stage);
        quiescence = Optional.of(quiet);
        quiet.await(() -> {
            quiescence = Optional.empty();
            shutDown(stage);
        });
    }

    private void shutDown(Stage stage) {
        parked = !ready.getAsBoolean();
        if (parked) {
            return;
        }
        List<WorkerHandle> members = unasked(stage);
        members.forEach(WorkerHandle::askToShutDown);
        ask(members, new Command.Shutdown(), "SHUTDOWN", this::nextStage);
    }

    private List<WorkerHandle> unasked(Stage stage) {
        return roster.reachable(stage).stream()
                .filter(worker -> !worker.wasAskedToShutDown() && worker.state() != HandleState.ERROR)
                .toList();
    }

    private void ask(List<WorkerHandle> workers, Command command, String name, Runnable next) {
        awaited = name;
        List<WorkerHandle> able = workers.stream()
                .filter(worker -> worker.state() != HandleState.ERROR)
                .toList();
        barrier = Optional.of(
                commands.ask(able, worker -> command, (worker, reply) -> answered(worker, command, reply), () -> {
                    if (!cancelled) {
                        next.run();
                    }
                }));
    }

    private void answered(WorkerHandle worker, Command command, Reply reply) {
        reply.report().ifPresent(report -> ledger.record(worker.uuid(), report.counts()));
        if (reply.error().isPresent()) {
            onFailure.accept(Failure.of(
                    "worker " + worker.name() + " could not carry out " + awaited + ": "
                            + reply.error().get(),
                    worker.host()));
        } else if (command instanceof Command.Shutdown) {
            worker.advance(HandleState.STOPPING);
            worker.workDone();
        }
    }
}
