package org.rflow.manager;

import static java.util.stream.Collectors.joining;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.rflow.bus.BusTimer;
import org.rflow.bus.Command;
import org.rflow.bus.Reply;
import org.rflow.plan.Stage;
import org.rflow.process.ProcessException;

/**
 * The ordered start (DA-1..12, RF-78..83): hosts are spawned, brokers first; when every worker has beaconed STARTED all are
 * configured; when all have bound their sockets all connect; when each has been welcomed by its receivers they run, sinks
 * first. Each phase has a deadline. Used only by the manager's thread.
 */
final class Boot {
    /** Whom the start reports to. */
    interface Guide {
        void enter(FlowState next);

        void fail(Failure failure);

        /** Every worker runs. */
        void started();
    }

    /** A worker that misses the deadline itself tells more than that it did not answer: it goes first. */
    private static final Duration MARGIN = Duration.ofSeconds(1);

    private final Assignment assignment;
    private final Surroundings around;
    private final Commands commands;
    private final Spawner spawner;
    private final Guide guide;
    private final EndpointBook book;
    private final Neighbours neighbours;
    private final List<Stage> stages;
    private FlowState phase = FlowState.INITIALIZED;
    private Optional<Barrier> barrier = Optional.empty();
    private BusTimer deadline = () -> {};
    private boolean over;

    Boot(Tools tools, Guide guide) {
        this.assignment = tools.assignment();
        this.around = tools.around();
        this.commands = tools.commands();
        this.spawner = tools.spawner();
        this.book = tools.book();
        this.neighbours = new Neighbours(tools.assignment(), tools.around().bus(), tools.book());
        this.guide = guide;
        this.stages = new ArrayList<>(assignment.roster().startOrder());
    }

    void begin() {
        enter(FlowState.SPAWNING);
        Barrier started = new Barrier(assignment.roster().expected(), around.bus()::execute, this::configure);
        barrier = Optional.of(started);
        for (Host host : assignment.roster().hosts()) {
            if (host.comesByItself()) {
                continue;
            }
            try {
                spawner.spawn(host);
            } catch (ProcessException e) {
                guide.fail(Failure.of("the flow did not start: " + e.getMessage(), host));
                return;
            }
        }
        started.open();
    }

    /** The worker has registered and beaconed. */
    void isUp(WorkerHandle worker) {
        if (phase == FlowState.SPAWNING) {
            barrier.ifPresent(started -> started.arrive(worker));
        }
    }

    /** Goes no further. May be called more than once. */
    void abort() {
        over = true;
        deadline.cancel();
        barrier.ifPresent(Barrier::cancel);
    }

    /** What the flow waits for now, empty for nothing. */
    String waitingFor() {
        return barrier.stream()
                .flatMap(open -> open.missing().stream())
                .map(this::missing)
                .collect(joining("; "));
    }

    private void configure() {
        enter(FlowState.CONFIGURING);
        ask(
                assignment.roster().expected(),
                "be configured",
                worker -> new Command.Configure(worker.plan(), worker.incarnation()),
                this::connect);
    }

    private void connect() {
        try {
            around.endpoints().save(book.all());
        } catch (RuntimeException e) {
            guide.fail(Failure.of("cannot store the bound addresses: " + e.getMessage()));
            return;
        }
        enter(FlowState.CONNECTING);
        Wiring wiring = book.wiring();
        assignment.roster().expected().forEach(neighbours::tellAbsences);
        ask(
                assignment.roster().expected(),
                "connect",
                worker -> {
                    worker.wired();
                    return new Command.Connect(wiring.peersOf(worker));
                },
                () -> {
                    enter(FlowState.STARTING);
                    runNextStage();
                });
    }

    private void runNextStage() {
        if (stages.isEmpty()) {
            abort();
            guide.started();
            return;
        }
        Stage stage = stages.remove(0);
        ask(assignment.roster().reachable(stage), "run", worker -> new Command.Run(), this::runNextStage);
    }

    private void ask(List<WorkerHandle> workers, String what, Function<WorkerHandle, Command> command, Runnable next) {
        barrier = Optional.of(commands.ask(workers, command, (worker, reply) -> answered(worker, what, reply), () -> {
            if (!over) {
                next.run();
            }
        }));
    }

    private void answered(WorkerHandle worker, String what, Reply reply) {
        if (reply.error().isPresent()) {
            String sentence = "worker " + worker.name() + " could not " + what + ": "
                    + reply.error().get();
            guide.fail(Failure.of(sentence, worker.host()));
            return;
        }
        switch (phase) {
            case CONFIGURING -> {
                worker.advance(HandleState.CONFIGURED);
                book.bound(worker, reply.endpoints());
            }
            case STARTING -> worker.advance(HandleState.RUNNING);
            default -> {}
        }
    }

    private void enter(FlowState next) {
        phase = next;
        deadline.cancel();
        deadline = around.bus().schedule(assignment.limits().startTimeout().plus(MARGIN), this::missed);
        guide.enter(next);
    }

    private void missed() {
        Duration timeout = assignment.limits().startTimeout();
        guide.fail(Failure.of("flow " + assignment.flow().name() + " did not start: after " + seconds(timeout) + " of "
                + phase + " it still waits for " + waitingFor()));
    }

    private String missing(WorkerHandle worker) {
        return switch (phase) {
            case SPAWNING ->
                worker.name() + ": it has not " + (worker.isRegistered() ? "beaconed" : "registered on the bus");
            case CONFIGURING -> worker.name() + ": it has not answered CONFIGURE" + whereItIs(worker);
            case CONNECTING ->
                worker.name() + ": it has not been welcomed by all of "
                        + Roster.outgoing(worker)
                                .flatMap(attachment -> attachment.receivers().stream())
                                .map(receiver -> receiver.name())
                                .distinct()
                                .collect(joining(", "))
                        + whereItIs(worker);
            default -> worker.name() + ": it has not answered RUN" + whereItIs(worker);
        };
    }

    private static String whereItIs(WorkerHandle worker) {
        return worker.beacon()
                .map(beacon -> {
                    String inside = beacon.inside().isEmpty()
                            ? ""
                            : ", it is in component '" + beacon.inside() + "' for "
                                    + seconds(Duration.ofMillis(beacon.loopAgeMillis()));
                    return inside + (beacon.detail().isEmpty() ? "" : " (" + beacon.detail() + ")");
                })
                .orElse("");
    }

    private static String seconds(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() / 1000.0 + " s";
    }
}
