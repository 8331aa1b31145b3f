package org.rflow.worker;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rflow.component.Component.Poll;
import org.rflow.component.ComponentRunner;
import org.rflow.connection.Receiver;
import org.rflow.connection.Sender;
import org.rflow.message.Lineage;
import org.rflow.message.SeenSet;
import org.rflow.model.ComponentSpec;

/**
 * One component of a worker with everything that hangs on it: its receiving and sending ends, its context, and how far it is in
 * its life. Used only by the loop thread.
 */
final class Cell {
    private final ComponentSpec spec;
    private final ComponentRunner runner;
    private final WorkerContext context;
    private final List<Receiver> receivers = new ArrayList<>();
    private final List<Sender> senders = new ArrayList<>();
    private final List<Cell> upstream = new ArrayList<>();
    private Optional<String> position = Optional.empty();
    private long positions;
    private Lineage.Origin origin = Lineage.NO_ORIGIN;
    private @Nullable SeenSet seen;
    private Poll lastPoll = Poll.MORE;
    private boolean alarmSet;
    private boolean shutDown;

    Cell(ComponentSpec spec, ComponentRunner runner, WorkerContext context) {
        this.spec = spec;
        this.runner = runner;
        this.context = context;
    }

    ComponentSpec spec() {
        return spec;
    }

    String name() {
        return spec.name();
    }

    ComponentRunner runner() {
        return runner;
    }

    WorkerContext context() {
        return context;
    }

    List<Sender> senders() {
        return senders;
    }

    void receivesOn(Receiver receiver) {
        receivers.add(receiver);
    }

    void sendsOn(Sender sender) {
        senders.add(sender);
    }

    /** The other component sends to this one by a direct call. */
    void follows(Cell other) {
        upstream.add(other);
    }

    boolean isPolled() {
        return lastPoll == Poll.MORE;
    }

    void polled(Poll result) {
        lastPoll = result;
    }

    /** After a wake-up an idle source is asked again. */
    void awake() {
        if (lastPoll == Poll.IDLE) {
            lastPoll = Poll.MORE;
        }
    }

    /** Whether a call of {@link #alarm} has to be arranged; after this one is. */
    boolean setAlarm() {
        boolean none = !alarmSet;
        alarmSet = true;
        return none;
    }

    void alarm() {
        alarmSet = false;
        awake();
    }

    /** Notes from now on who the messages are that the component sends, and leaves out what its state has already seen. */
    void trace(Lineage lineage, SavedState.Part saved) throws IOException {
        if (runner.isSource() || runner.hasState()) {
            origin = new Lineage.Origin(Lineage.number(context.workerName() + "/" + name()), saved.sent());
        }
        if (runner.hasState()) {
            seen = new SeenSet();
            byte[] known = saved.slots().get(SavedState.Part.SEEN);
            if (known != null) {
                seen.read(new DataInputStream(new ByteArrayInputStream(known)));
            }
        }
        runner.trace(lineage, origin, seen);
    }

    Lineage.Origin origin() {
        return origin;
    }

    /** What the component's state has seen and may come again, as bytes. */
    byte[] seen(Lineage lineage) {
        SeenSet set = seen;
        if (set == null) {
            return new byte[0];
        }
        long[] lows = lineage.lows();
        for (int i = 0; i < lows.length; i += 2) {
            set.prune(lows[i], lows[i + 1]);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            set.write(new DataOutputStream(bytes));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    void positioned(String newPosition) {
        origin.mark();
        position = Optional.of(newPosition);
        positions++;
    }

    void series(int number) {
        // who has none sends without a promise, and nobody tells its messages apart
        if (origin != Lineage.NO_ORIGIN) {
            origin.series(number);
        }
    }

    /** How far the component has read, if it says so. */
    Optional<String> position() {
        return position;
    }

    boolean hasPosition() {
        return position.isPresent();
    }

    /** How many positions the component has given. */
    long positions() {
        return positions;
    }

    /** Whether nothing new comes from outside the flow through this component any more. */
    boolean isSourceDone() {
        return lastPoll == Poll.DONE && context.isQuietSource(runner.isSource());
    }

    /** Work inside the component that has not come to its end. */
    long pending() {
        return runner.retained() + runner.waiting() + context.pending();
    }

    /** Whether everything that could still reach the component has been processed. */
    boolean isDrained() {
        return pending() == 0
                && receivers.stream().allMatch(Receiver::isEnded)
                && upstream.stream().allMatch(Cell::isShutDown);
    }

    boolean isShutDown() {
        return shutDown;
    }

    /** Lets the component send its last messages, then ends its connections. */
    void shutDown() throws Exception {
        shutDown = true;
        try {
            runner.shutdown();
            runner.endOfBatch();
        } finally {
            senders.forEach(Sender::end);
        }
    }

    boolean isEnded() {
        return shutDown && senders.stream().allMatch(Sender::isEnded);
    }
}
