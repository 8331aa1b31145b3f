package org.rflow.worker;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.rflow.component.Component.Poll;
import org.rflow.component.ComponentRunner;
import org.rflow.connection.Receiver;
import org.rflow.connection.Sender;
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
    private final Positions positions;
    private Poll lastPoll = Poll.MORE;
    private boolean alarmSet;
    private boolean shutDown;

    Cell(ComponentSpec spec, ComponentRunner runner, WorkerContext context) {
        this.spec = spec;
        this.runner = runner;
        this.context = context;
        this.positions = new Positions(runner);
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

    void positioned(String position) {
        positions.sent(position);
    }

    /** Tells a source which of its positions is done, as far as {@code all} senders of the worker have it confirmed. */
    void checkPositions(Collection<Sender> all) throws Exception {
        positions.check(all);
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
