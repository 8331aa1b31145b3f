package org.rflow.component;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.apache.logging.log4j.Logger;
import org.rflow.message.DataTypes;

/** What a component may know and ask of the worker it lives in. Only for the loop thread, but for {@link #wake} and {@link #nextTick}. */
public interface ComponentContext {
    /** The component's name in the flow. */
    String name();

    /** The component's uuid in this worker's copy, as text: for provenance. */
    String uuid();

    String workerName();

    /** This worker's number in its shard, from 1 to {@link #workerCount}. */
    int workerIndex();

    int workerCount();

    /** Whether this worker takes the place of one that died, or goes on where the flow was stopped: then do not begin anew. */
    default boolean isRestarted() {
        return false;
    }

    /** The last {@link #position} that was done before this worker died or the flow was stopped; empty when there is none. */
    default Optional<String> lastPosition() {
        return Optional.empty();
    }

    String shardName();

    String flowName();

    /** All settings of the flow, users' own among them. */
    Map<String, String> settings();

    /** The path relative to the application directory. */
    Path resolve(Path path);

    /** A directory of this component's own, for checkpoints; made when first asked for. */
    Path runDirectory();

    DataTypes types();

    Logger log();

    /** The clock to use instead of the system's, so that tests can turn it. */
    InstantSource clock();

    /** Calls once, after the delay. */
    Timer after(Duration delay, Runnable action);

    /** Calls again and again; the first time after one interval. Late calls are not made up for. */
    Timer every(Duration interval, Runnable action);

    /**
     * Runs the task on the worker's pool and then {@code result}, or {@code failure}, on the loop. A worker drains only
     * when no task is out.
     */
    <T> void blocking(Callable<T> task, Consumer<T> result, Consumer<Exception> failure);

    /** The same; a failure is logged and counted. */
    <T> void blocking(Callable<T> task, Consumer<T> result);

    /** Runs the action on the loop, soon. From any thread. */
    void nextTick(Runnable action);

    /** Makes the loop call {@link Component#poll} again. From any thread. */
    void wake();

    /** A bounded box that other threads fill and the loop empties by {@code handler}; offering wakes the loop. */
    <T> Mailbox<T> mailbox(int capacity, Consumer<T> handler);

    /**
     * Keeps the message being processed open until {@link Receipt#release}: it is not acknowledged, and the worker is
     * not drained, before. Only inside {@code process}.
     */
    Receipt retain();

    /** The position in the outside world that the message sent next was read from: what a restart would go on behind. */
    void position(String position);

    /**
     * For a source that cannot send the same again, as the outside world has changed under it: what it sends from now on is new, though
     * as many messages were sent before as at another time. It counts such changes, keeps the count with its positions, and gives it
     * before it sends; 0 is as if it was never called.
     */
    default void series(int number) {}

    /** A running timer. */
    interface Timer {
        void cancel();
    }
}
