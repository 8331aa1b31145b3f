package org.rflow.manager;

import static java.util.stream.Collectors.joining;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.rflow.bus.Beacon;
import org.rflow.bus.Command;
import org.rflow.bus.Event;

/**
 * Sees workers that beacon, and whose loop does not turn: a component does not come back from a callback. Each is told of
 * once, with the component and its stack, and then left alone or killed, as the flow's settings say. Used only by the
 * manager's thread.
 */
final class StuckWatch {
    private static final Logger log = LogManager.getLogger(StuckWatch.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int DEEPEST_STACK = 40;

    private final Limits limits;
    private final Surroundings around;
    private final Set<WorkerHandle> told = new HashSet<>();

    StuckWatch(Limits limits, Surroundings around) {
        this.limits = limits;
        this.around = around;
    }

    /** Called every beacon interval for each worker. */
    void check(WorkerHandle worker) {
        Duration age = worker.beacon()
                .filter(beacon -> worker.state() == HandleState.RUNNING || worker.state() == HandleState.STOPPING)
                .map(beacon -> Duration.ofMillis(beacon.loopAgeMillis()))
                .orElse(Duration.ZERO);
        if (age.compareTo(limits.stuckAfter()) < 0) {
            if (told.remove(worker) && worker.isReachable()) {
                log.info("worker {} goes on", worker.name());
            }
        } else if (told.add(worker)) {
            String where = worker.beacon()
                    .map(Beacon::inside)
                    .filter(inside -> !inside.isEmpty())
                    .map(inside -> "component '" + inside + "' has not come back from a callback for ")
                    .orElse("its loop has stood still for ");
            tell(worker, where + age.toSeconds() + " s");
        }
    }

    /** Asks for the stack first: the bus thread of the worker answers, whatever its loop does. */
    private void tell(WorkerHandle worker, String what) {
        around.publish(Event.STUCK, worker, what);
        int incarnation = worker.incarnation();
        around.bus().send(worker.uuid(), new Command.Threads(), PATIENCE, reply -> {
            log.warn(
                    "worker {} is stuck: {}{}",
                    worker.name(),
                    what,
                    reply.error().map(error -> "; no stack: " + error).orElseGet(() -> stack(worker, reply.text())));
            if (limits.stuckRestarts() && worker.incarnation() == incarnation) {
                worker.failed(what);
                worker.host().kill(what);
            }
        });
    }

    /** The worker's loop among all threads of its process. */
    static String stack(WorkerHandle worker, String threads) {
        String head = "\"" + worker.name() + "/loop\"";
        return threads.lines()
                .dropWhile(line -> !line.startsWith(head))
                .limit(DEEPEST_STACK)
                .takeWhile(line -> line.startsWith(head) || line.startsWith(" "))
                .map(line -> "\n    " + line)
                .collect(joining());
    }
}
