package org.rflow.manager;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * A point that is passed once each of some workers has arrived; a worker that is gone is not waited for. What comes then
 * never runs inside a call of this class. Used only by the manager's thread.
 */
final class Barrier {
    private final Set<WorkerHandle> missing;
    private final Executor later;
    private final Runnable onPassed;
    private boolean closed;
    private boolean cancelled;

    Barrier(Collection<WorkerHandle> expected, Executor later, Runnable onPassed) {
        this.missing = new LinkedHashSet<>(expected);
        this.later = later;
        this.onPassed = onPassed;
    }

    /** Passes when nobody is expected. Called once, after all is prepared. */
    void open() {
        passIfComplete();
    }

    void arrive(WorkerHandle worker) {
        if (missing.remove(worker)) {
            passIfComplete();
        }
    }

    /** It will never be passed. */
    void cancel() {
        closed = true;
        cancelled = true;
    }

    boolean isClosed() {
        return closed;
    }

    boolean awaits(WorkerHandle worker) {
        return !closed && missing.contains(worker);
    }

    List<WorkerHandle> missing() {
        return List.copyOf(missing);
    }

    private void passIfComplete() {
        if (!closed && missing.isEmpty()) {
            closed = true;
            later.execute(() -> {
                if (!cancelled) {
                    onPassed.run();
                }
            });
        }
    }
}
