package org.rflow.manager;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.rflow.model.RestartPolicy;

/**
 * Decides what it means for the flow that a worker says it failed, or that a process ended unasked: a restart, or the end. Used
 * only by the manager's thread.
 */
final class Deaths {
    private static final Logger log = LogManager.getLogger(Deaths.class);

    /** Whom it reports to. */
    interface Guide {
        FlowState state();

        /** The flow has failed, and must end. */
        void fail(Failure failure);

        /** The flow must end, unless it does already. */
        void windAfterFailure();
    }

    private final Assignment assignment;
    private final Surroundings around;
    private final Restarts restarts;
    private final Outcome outcome;
    private final Guide guide;

    Deaths(Tools tools, Restarts restarts, Outcome outcome, Guide guide) {
        this.assignment = tools.assignment();
        this.around = tools.around();
        this.restarts = restarts;
        this.outcome = outcome;
        this.guide = guide;
    }

    /** A worker has told that it cannot go on; its process ends soon by itself, unless other workers are in it. */
    void onError(WorkerHandle worker, String sentence) {
        Host host = worker.host();
        host.failed();
        FlowState state = guide.state();
        if (state.isBooting()
                || state == FlowState.STOPPING
                || outcome.isFailed()
                || !restarts.mayRestart(host, Failure.FAILED)) {
            guide.fail(Failure.of(sentence, host));
            return;
        }
        log.error("{}", sentence);
        int incarnation = worker.incarnation();
        Duration patience =
                host.workers().size() > 1 ? Duration.ZERO : assignment.limits().stopAfterFailure();
        around.bus().schedule(patience, () -> {
            if (worker.incarnation() == incarnation) {
                host.kill(sentence);
            }
        });
    }

    void onUnaskedExit(Host host, int code) {
        remember(host, code);
        FlowState state = guide.state();
        boolean restartable = host.isTakenAlong() || host.rules().policy() != RestartPolicy.NEVER;
        boolean supervised = restartable && !state.isBooting() && !outcome.isFailed();
        if (supervised && host.isWorkDone()) {
            log.warn("{}; it had done its work", Story.ended(host, code, state));
            restarts.left(host);
        } else if (supervised && state != FlowState.STOPPING && restarts.mayRestart(host, code)) {
            if (!host.isTakenAlong()) {
                log.error("{}", Story.ended(host, code, state));
            }
            restarts.restart(host);
        } else {
            restarts.left(host);
            int exitCode = code <= 0 ? Failure.FAILED : code;
            outcome.died(new Failure(Story.notRestarted(host, code, state), exitCode, Optional.of(host)));
            restarts.abort();
            guide.windAfterFailure();
        }
    }

    private void remember(Host host, int code) {
        if (!host.isTakenAlong()) {
            Instant now = around.clock().instant();
            Instant spawned = host.workers().get(0).spawnedAt();
            host.history().ended(now, Story.how(host, code), Duration.between(spawned, now));
        }
    }
}
