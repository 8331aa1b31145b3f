package org.rflow.manager;

import java.util.function.ObjIntConsumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.rflow.bus.Event;
import org.rflow.process.ChildCommand;
import org.rflow.process.ChildProcess;
import org.rflow.process.ProcessIdentity;

/** Starts hosts and hears of their ends. Used only by the manager's thread. */
final class Spawner {
    private static final Logger log = LogManager.getLogger(Spawner.class);
    private static final int UNKNOWN = 1;

    private final Surroundings around;
    private final ObjIntConsumer<Host> onExit;

    /** {@code onExit} is given the exit code, 128+n after signal n, on the manager's thread. */
    Spawner(Surroundings around, ObjIntConsumer<Host> onExit) {
        this.around = around;
        this.onExit = onExit;
    }

    /** Throws a {@code ProcessException} when the system refuses. */
    void spawn(Host host) {
        ChildCommand command = around.commands().apply(host);
        // before it starts, as it may have said why it cannot before we look
        OutputTail output = OutputTail.of(command.output());
        ChildProcess process = start(host, command);
        host.spawned(process, output);
        for (WorkerHandle worker : host.workers()) {
            worker.spawned(around.clock().instant());
            if (!host.comesByItself()) {
                around.publish(Event.PROCESS_STARTED, worker, "process " + process.pid());
            }
        }
        watch(host, process);
    }

    private ChildProcess start(Host host, ChildCommand command) {
        if (host.comesByItself()) {
            log.info("{} may come", host.name());
            return new Visitor(host.name(), around.adopter());
        }
        ChildProcess process = around.launcher().start(command);
        log.info("started {} as process {}", host.name(), process.pid());
        return process;
    }

    /** Takes over a process that a former manager has started. */
    void adopt(Host host, ProcessIdentity living) {
        ChildProcess process = host.comesByItself()
                ? new Visitor(host.name(), around.adopter(), living)
                : around.adopter().adopt(host.name(), living);
        host.spawned(process, OutputTail.of(around.commands().apply(host).output()));
        watch(host, process);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // ended() lets no exception out
    private void watch(Host host, ChildProcess process) {
        process.exit().whenComplete((code, failure) -> ended(host, process, code == null ? UNKNOWN : code));
    }

    /** On a thread of the process. */
    private void ended(Host host, ChildProcess process, int code) {
        try {
            // what a component has started and left behind goes with its host
            process.kill();
        } catch (RuntimeException e) {
            log.warn("cannot end what {} has left running", host.name(), e);
        } finally {
            around.bus().execute(() -> onExit.accept(host, code));
        }
    }
}
