package org.rflow.worker;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;
import org.rflow.component.Component.Poll;
import org.rflow.component.FailedMessage;
import org.rflow.component.Reach;
import org.rflow.loop.Agent;
import org.rflow.loop.Loop;

/**
 * Gives the components of a worker their turns: polls sources while what they feed has room, hands over mail, ends batches. Used
 * only by the loop thread.
 */
final class CellsAgent implements Agent {
    private static final Logger LOG = LogManager.getLogger(CellsAgent.class);
    private static final Duration IDLE_POLL = Duration.ofMillis(10);

    private final Loop loop;
    private final Wiring wiring;
    private final Runnable changed;
    private final List<Cell> cells;
    private final Map<String, Gate> sourceGates = new HashMap<>();
    private final Map<String, Gate> timerGates = new HashMap<>();
    private final Checkpoints checkpoints;
    private final LetterDesk desk;
    private boolean running;
    private boolean paused;
    private boolean sourcesStopped;

    CellsAgent(Loop loop, Wiring wiring, Checkpoints checkpoints, LetterDesk desk, Runnable changed) {
        this.loop = loop;
        this.wiring = wiring;
        this.checkpoints = checkpoints;
        this.desk = desk;
        this.changed = changed;
        this.cells = wiring.cells();
    }

    /** Opens the gates. */
    void run() {
        for (Cell cell : cells) {
            Gate gate = Gate.onward(cell.runner().reachable());
            sourceGates.put(cell.name(), gate);
            timerGates.put(cell.name(), gate.without(cell.runner()));
        }
        wiring.inlets().forEach((connection, inlet) -> {
            Reach reach = wiring.reachable(connection.to());
            Gate gate = connection.feedback() ? Gate.back(reach) : Gate.onward(reach);
            inlet.openWhile(() -> !paused && gate.isOpen());
        });
        running = true;
        changed.run();
    }

    void pause(boolean now) {
        paused = now;
    }

    /** Whether the component may be given more to do. */
    boolean mayFeed(String component) {
        return mayPass(sourceGates.get(component));
    }

    /** Whether its timers, its mail and its retries may send. */
    boolean mayFire(String component) {
        return mayPass(timerGates.get(component));
    }

    private boolean mayPass(@Nullable Gate gate) {
        return gate != null && !paused && gate.isOpen();
    }

    void stopSources() throws Exception {
        sourcesStopped = true;
        for (Cell cell : cells) {
            cell.runner().stopSources();
            cell.context().stopSources(cell.runner().isSource());
            cell.polled(Poll.DONE);
        }
        changed.run();
    }

    @Override
    public int work() {
        if (!running) {
            return 0;
        }
        int done = desk.work(this::mayFeed);
        for (Cell cell : cells) {
            done += cell.context().deliverMail();
            if (cell.isPolled() && !sourcesStopped && mayFeed(cell.name())) {
                done += poll(cell);
            }
        }
        endBatches();
        desk.settle();
        return done + checkpoints.work(loop.turnNanos());
    }

    /** What one sends at its end by direct calls, others have to end once more; where they send in a circle it ends in the next turns. */
    private void endBatches() {
        for (int i = 0; i < cells.size(); i++) {
            boolean again = false;
            for (Cell cell : cells) {
                if (cell.runner().isDirty()) {
                    endBatch(cell);
                    again = true;
                }
            }
            if (!again) {
                return;
            }
        }
    }

    private int poll(Cell cell) {
        Poll result;
        try {
            result = cell.runner().poll();
        } catch (Exception e) {
            throw new WorkerException(
                    "component '" + cell.name() + "' failed while reading its source: " + FailedMessage.reason(e), e);
        }
        cell.polled(result);
        if (result == Poll.MORE) {
            return 1;
        }
        if (result == Poll.DONE) {
            changed.run();
        } else if (cell.setAlarm()) {
            // one at a time: a source that is woken often would gather as many
            loop.schedule(IDLE_POLL, cell::alarm);
        }
        return 0;
    }

    private static void endBatch(Cell cell) {
        try {
            cell.runner().endOfBatch();
        } catch (Exception e) {
            LOG.error("component '{}' failed at the end of a batch", cell.name(), e);
            throw new WorkerException(
                    "component '" + cell.name() + "' failed at the end of a batch: " + FailedMessage.reason(e), e);
        }
    }

    @Override
    public boolean idle() {
        return false;
    }
}
