package org.rflow.manager;

import static java.util.stream.Collectors.joining;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.rflow.bus.BusTimer;
import org.rflow.bus.Command;
import org.rflow.bus.Reply;
import org.rflow.process.ProcessException;

/**
 * One host on its way back: a pause, a new process, then the same steps as at the start of the flow, while all others run on.
 * Each step has a deadline; what misses it, or cannot do its step, is killed, and that is one more end to be restarted from.
 * Used only by the manager's thread, once.
 */
final class Revival {
    private static final Logger log = LogManager.getLogger(Revival.class);
    private static final Duration MARGIN = Duration.ofSeconds(1);

    /** Whom it reports to. */
    interface Guide {
        /** All its workers run. */
        void runs(Host host);

        /** The system started no process. */
        void refused(Host host, String why);
    }

    private final Host host;
    private final Tools tools;
    private final Neighbours neighbours;
    private final Guide guide;
    private BusTimer timer = () -> {};
    private Optional<Barrier> barrier = Optional.empty();
    private String step = "";
    private boolean waiting;
    private boolean over;

    Revival(Host host, Tools tools, Neighbours neighbours, Guide guide) {
        this.host = host;
        this.tools = tools;
        this.neighbours = neighbours;
        this.guide = guide;
    }

    void begin(Duration pause) {
        if (over) {
            return;
        }
        waiting = true;
        step = "the pause before its restart";
        timer = tools.around().bus().schedule(pause, this::spawn);
    }

    /** The flow ends and waits for it: no pause any more. */
    void hurry() {
        if (waiting && !over) {
            timer.cancel();
            waiting = false;
            tools.around().bus().execute(this::spawn);
        }
    }

    /** It waits for somebody whom nobody starts: that takes as long as it takes. */
    boolean awaitsVisitor() {
        return host.comesByItself() && step.equals("STARTED");
    }

    /** Goes no further. May be called more than once. */
    void abort() {
        over = true;
        timer.cancel();
        barrier.ifPresent(Barrier::cancel);
    }

    /** The worker has registered and beaconed. */
    void isUp(WorkerHandle worker) {
        if (step.equals("STARTED")) {
            barrier.ifPresent(started -> started.arrive(worker));
        }
    }

    /** Names what it waits for now. */
    String waitingFor() {
        if (step.isEmpty()) {
            return "";
        }
        String missing = barrier.stream()
                .flatMap(open -> open.missing().stream())
                .map(WorkerHandle::name)
                .collect(joining(", "));
        if (awaitsVisitor()) {
            return missing + " to come";
        }
        return (missing.isEmpty() ? host.name() : missing) + " to be back (" + step + ")";
    }

    private void spawn() {
        if (over) {
            return;
        }
        waiting = false;
        enter("STARTED");
        Barrier started = new Barrier(host.workers(), tools.around().bus()::execute, this::configure);
        barrier = Optional.of(started);
        try {
            tools.spawner().spawn(host);
        } catch (ProcessException e) {
            abort();
            guide.refused(host, String.valueOf(e.getMessage()));
        }
    }

    private void configure() {
        enter("CONFIGURE");
        ask(
                worker -> new Command.Configure(worker.plan(), worker.incarnation()),
                (worker, reply) -> {
                    worker.advance(HandleState.CONFIGURED);
                    tools.book().bound(worker, reply.endpoints());
                },
                this::connect);
    }

    private void connect() {
        enter("CONNECT");
        tools.around().endpoints().saveSoon(tools.book().all());
        host.workers().forEach(neighbours::tellAbsences);
        Wiring wiring = tools.book().wiring();
        ask(
                worker -> {
                    worker.wired();
                    return new Command.Connect(wiring.peersOf(worker));
                },
                (worker, reply) -> {},
                this::run);
        neighbours.joined(host.workers());
    }

    private void run() {
        enter("RUN");
        ask(worker -> new Command.Run(), (worker, reply) -> worker.advance(HandleState.RUNNING), () -> {
            abort();
            guide.runs(host);
        });
    }

    /** What is done with a good answer. */
    @FunctionalInterface
    private interface Taking {
        void take(WorkerHandle worker, Reply reply);
    }

    private void ask(Function<WorkerHandle, Command> command, Taking taking, Runnable next) {
        List<WorkerHandle> workers = host.workers();
        barrier = Optional.of(tools.commands()
                .ask(
                        workers,
                        command,
                        (worker, reply) -> reply.error()
                                .ifPresentOrElse(error -> fail(worker, error), () -> taking.take(worker, reply)),
                        () -> {
                            if (!over) {
                                next.run();
                            }
                        }));
    }

    private void fail(WorkerHandle worker, String error) {
        worker.failed(error);
        String reason = "worker " + worker.name() + " could not carry out " + step + ": " + error;
        log.error("{}", reason);
        abort();
        host.kill(reason);
    }

    private void enter(String next) {
        step = next;
        timer.cancel();
        if (awaitsVisitor()) {
            return;
        }
        timer = tools.around()
                .bus()
                .schedule(tools.assignment().limits().startTimeout().plus(MARGIN), this::missed);
    }

    private void missed() {
        Duration timeout = tools.assignment().limits().startTimeout();
        String reason = "after " + timeout.toSeconds() + " s it still waited for " + waitingFor();
        log.error("{} does not come back: {}", host.name(), reason);
        abort();
        host.kill(reason);
    }
}
