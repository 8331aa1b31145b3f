package org.rflow.worker;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.rflow.component.ComponentContext;
import org.rflow.loop.Loop;

/** A component's timer. It waits while what the component feeds is full, so that back-pressure reaches clocks too. */
final class CellTimer implements ComponentContext.Timer {
    private static final Duration RETRY = Duration.ofMillis(5);

    private final WorkerServices services;
    private final WorkerContext context;
    private final Duration interval;
    private final Runnable action;
    private final boolean again;
    private Loop.@Nullable Timer timer;
    private boolean cancelled;

    CellTimer(WorkerServices services, WorkerContext context, Duration interval, Runnable action, boolean again) {
        this.services = services;
        this.context = context;
        this.interval = interval;
        this.action = action;
        this.again = again;
    }

    void start() {
        timer = services.loop().schedule(interval, this::fire);
    }

    private void fire() {
        if (cancelled) {
            return;
        }
        if (!context.mayFire()) {
            timer = services.loop().schedule(RETRY, this::fire);
            return;
        }
        if (again) {
            start();
        }
        context.run(action);
        if (!again) {
            cancel();
        }
    }

    @Override
    public void cancel() {
        if (!cancelled) {
            cancelled = true;
            if (timer != null) {
                timer.cancel();
            }
            context.ended(this);
        }
    }
}
