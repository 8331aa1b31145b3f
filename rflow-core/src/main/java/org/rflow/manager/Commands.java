package org.rflow.manager;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.rflow.bus.Command;
import org.rflow.bus.ManagerBus;
import org.rflow.bus.Reply;

/**
 * Sends one command to many workers and goes on when each has answered or is gone. Used only by the manager's thread.
 */
final class Commands {
    private static final Logger log = LogManager.getLogger(Commands.class);

    // whoever waits has a deadline of its own that knows more to tell
    private static final Duration NEVER = Duration.ofDays(365);

    private final ManagerBus bus;
    private final List<Barrier> open = new ArrayList<>();

    Commands(ManagerBus bus) {
        this.bus = bus;
    }

    /**
     * @param onReply takes each answer, before the next step
     * @param onAll the next step; never, if the returned barrier is cancelled
     */
    Barrier ask(
            Collection<WorkerHandle> workers,
            Function<WorkerHandle, Command> command,
            BiConsumer<WorkerHandle, Reply> onReply,
            Runnable onAll) {
        Barrier barrier = new Barrier(workers, bus::execute, onAll);
        open.removeIf(Barrier::isClosed);
        open.add(barrier);
        for (WorkerHandle worker : workers) {
            bus.send(worker.uuid(), command.apply(worker), NEVER, reply -> {
                if (barrier.awaits(worker)) {
                    onReply.accept(worker, reply);
                    barrier.arrive(worker);
                }
            });
        }
        barrier.open();
        return barrier;
    }

    /** A worker that has come back while the flow ends takes in nothing from outside. */
    void stopSources(WorkerHandle worker, Duration patience) {
        bus.send(
                worker.uuid(),
                new Command.StopSources(),
                patience,
                reply ->
                        reply.error().ifPresent(error -> log.warn("{} could not stop its sources: {}", worker, error)));
    }

    /** The worker's process has ended: nothing waits for its answers any more. */
    void gone(WorkerHandle worker) {
        List.copyOf(open).forEach(barrier -> barrier.arrive(worker));
        bus.forget(worker.uuid(), "its process has ended");
    }
}
