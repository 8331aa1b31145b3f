package org.rflow.worker;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.rflow.component.ReceiptMark;
import org.rflow.connection.ReceivedMark;
import org.rflow.connection.Receiver;
import org.rflow.connection.Sender;
import org.rflow.message.Lineage;
import org.rflow.model.Connection;
import org.rflow.model.Guarantee;

/**
 * Decides when what a worker has received is safe. It makes {@link Checkpoint}s between turns and acknowledges them in their
 * order. A worker that only passes messages on makes one a turn. One whose components have state or positions makes one now and
 * then, as it has to be on the disk first: what comes between would be processed again after a kill, with the state of before.
 * (A snapshot that waits for what it sent is the stand-in for aligned barriers, as in Carbone and others, "Lightweight Asynchronous
 * Snapshots for Distributed Dataflows", 2015: here a worker is one thread, so any moment between turns is consistent.) Used only by
 * the loop thread.
 */
final class Checkpoints {
    private static final int MOST_OPEN = 64;
    private static final int SLOTS = 256;
    private static final int COST_SHARE = 10;
    private static final long POSITIONS_EVERY_NANOS = 100_000_000;
    private static final long STATE_EVERY_NANOS = 1_000_000_000;

    private final Lineage lineage;
    private final Replays replays;
    private final boolean reliable;
    private final Collection<Cell> cells;
    private final Collection<Receiver> receivers;
    private final Map<Connection, Sender> senders;
    private final BiConsumer<SavedState, Runnable> writer;
    private @Nullable List<Cell> stateful;
    private final Deque<Checkpoint> open = new ArrayDeque<>();
    private long done;
    private long begunNanos;
    private long stateNanos;
    private boolean wanted;
    private boolean writing;

    /** {@code writer} brings a state to the disk and then runs the second, on the loop. */
    Checkpoints(Wiring wiring, Replays replays, BiConsumer<SavedState, Runnable> writer) {
        this.cells = wiring.cells();
        this.writer = writer;
        this.replays = replays;
        lineage = wiring.lineage();
        reliable = wiring.isReliable();
        receivers = reliable ? wiring.receivers().values() : List.of();
        senders = wiring.senders();
        begunNanos = System.nanoTime();
    }

    /** What is sent without a promise is not waited for where anything is promised. */
    private List<Sender> awaited() {
        return senders.entrySet().stream()
                .filter(end -> !reliable || end.getKey().guarantee() == Guarantee.AT_LEAST_ONCE)
                .map(Map.Entry::getValue)
                .toList();
    }

    /** Called between turns, when batches have ended; returns how many checkpoints came to their end. */
    int work(long nowNanos) {
        passRequestsOn();
        if (isDue(nowNanos)) {
            begin(nowNanos);
        }
        int ended = 0;
        Checkpoint first = open.peek();
        while (first != null && !writing && first.isSafe(this::awaited)) {
            end(first);
            ended++;
            first = writing ? null : open.peek();
        }
        return ended;
    }

    /** Who cannot keep much more asks those it sends to, and they ask on: what they received is safe when what came of it is. */
    private void passRequestsOn() {
        boolean requested = false;
        for (Receiver receiver : receivers) {
            requested |= receiver.takeSafetyRequest();
        }
        if (requested) {
            wanted = true;
            awaited().forEach(Sender::askForSafety);
        }
    }

    private boolean isDue(long nowNanos) {
        boolean saving = isSaving();
        // a state that has not what is still being tried, and of which it is noted that it came, must not be saved
        if (stateful().stream().anyMatch(cell -> cell.runner().retrying() > 0)) {
            return false;
        }
        if ((!reliable && !saving) || open.size() >= (saving ? 1 : MOST_OPEN) || done == doneSoFar()) {
            return false;
        }
        return nowNanos - begunNanos >= (wanted ? leastInterval() : interval()) || isLast();
    }

    private boolean isLast() {
        boolean inputEnded = !receivers.isEmpty() && receivers.stream().allMatch(Receiver::isEnded);
        return inputEnded || cells.stream().allMatch(Cell::isShutDown);
    }

    /** Whether a component has state that has to be saved; only once they are configured. */
    boolean hasState() {
        return !stateful().isEmpty();
    }

    private List<Cell> stateful() {
        List<Cell> known = stateful;
        if (known == null) {
            known = reliable
                    ? cells.stream().filter(cell -> cell.runner().hasState()).toList()
                    : List.of();
            stateful = known;
        }
        return known;
    }

    private boolean isSaving() {
        return hasState() || cells.stream().anyMatch(Cell::hasPosition);
    }

    private long interval() {
        if (!hasState()) {
            return isSaving() ? POSITIONS_EVERY_NANOS : 0;
        }
        return STATE_EVERY_NANOS;
    }

    /** To save state takes a tenth of the time at most. */
    private long leastInterval() {
        return Math.min(interval(), COST_SHARE * stateNanos);
    }

    /** Grows with everything that a checkpoint would change. */
    private long doneSoFar() {
        long sum = replays.lettersMade();
        for (Cell cell : cells) {
            sum += cell.runner().processed()
                    + cell.runner().failed()
                    + cell.runner().again()
                    + cell.positions()
                    + cell.origin().sent();
        }
        return sum;
    }

    private void begin(long nowNanos) {
        done = doneSoFar();
        begunNanos = nowNanos;
        wanted = false;
        List<ReceivedMark> received = new ArrayList<>(receivers.size());
        receivers.forEach(receiver -> received.add(receiver.mark()));
        received.add(replays.mark());
        List<ReceiptMark> receipts = new ArrayList<>();
        for (Cell cell : cells) {
            ReceiptMark mark = cell.runner().markReceipts();
            if (!mark.isReleased()) {
                receipts.add(mark);
            }
        }
        open.add(new Checkpoint(received, receipts, isSaving() ? state() : SavedState.NONE));
    }

    /** That of this moment. */
    SavedState state() {
        long before = System.nanoTime();
        Map<String, SavedState.Part> parts = new LinkedHashMap<>();
        for (Cell cell : cells) {
            Map<Integer, byte[]> slots = stateful().contains(cell) ? slots(cell) : Map.of();
            parts.put(
                    cell.name(),
                    new SavedState.Part(cell.position(), cell.origin().marked(), slots));
        }
        stateNanos = System.nanoTime() - before;
        return new SavedState(parts);
    }

    private Map<Integer, byte[]> slots(Cell cell) {
        Map<Integer, byte[]> slots = new TreeMap<>();
        for (int slot = 0; slot < SLOTS; slot++) {
            byte[] state = snapshot(cell, slot);
            if (state.length > 0) {
                slots.put(slot, state);
            }
        }
        slots.put(SavedState.Part.SEEN, cell.seen(lineage));
        return slots;
    }

    private static byte[] snapshot(Cell cell, int slot) {
        try {
            return cell.runner().snapshot(slot);
        } catch (Exception e) {
            throw new WorkerException("component '" + cell.name() + "' cannot give its state: " + e, e);
        }
    }

    private void end(Checkpoint checkpoint) {
        if (!reliable || checkpoint.state().equals(SavedState.NONE)) {
            acknowledge(checkpoint);
            return;
        }
        writing = true;
        writer.accept(checkpoint.state(), () -> {
            writing = false;
            acknowledge(checkpoint);
        });
    }

    private void acknowledge(Checkpoint checkpoint) {
        open.remove();
        checkpoint.acknowledge();
        SavedState saved = checkpoint.state();
        for (Cell cell : cells) {
            SavedState.Part part = saved.of(cell.name());
            part.position().ifPresent(position -> {
                lineage.low(cell.origin().id(), part.sent() + 1);
                positionDone(cell, position);
            });
        }
    }

    private static void positionDone(Cell cell, String position) {
        try {
            cell.runner().positionDone(position);
        } catch (Exception e) {
            throw new WorkerException("component '" + cell.name() + "' failed to note its position: " + e, e);
        }
    }

    /** Whether everything that was processed is safe. */
    boolean isSettled() {
        return open.isEmpty() && (done == doneSoFar() || (!reliable && !isSaving()));
    }
}
