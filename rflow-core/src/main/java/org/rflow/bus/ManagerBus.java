package org.rflow.bus;

import java.time.Duration;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * The bus as the manager's state machines see it. Its thread is the manager's one thread: everything but {@link #execute}
 * is called by it, and it calls every callback, one at a time, never inside another call of this interface.
 */
public interface ManagerBus {
    /**
     * Sends the command. The callback gets the worker's reply, or an error reply when the deadline is over, the worker
     * is not on the bus or is forgotten: later, exactly once.
     */
    void send(UUID worker, Command command, Duration deadline, Consumer<Reply> callback);

    /** Runs the task on the bus thread, after those given before it. Called by any thread. */
    void execute(Runnable task);

    /** Runs the task on the bus thread when the delay is over. */
    BusTimer schedule(Duration delay, Runnable task);

    /** Whether commands can reach the worker: it has registered and was not forgotten since. */
    boolean isRegistered(UUID worker);

    /** The worker's process is gone: its open commands are answered with the error sentence {@code why}. */
    void forget(UUID worker, String why);

    /** Gives the event to every agent that has subscribed. Never waits: a slow agent loses the oldest events and is told how many. */
    void publish(Event event);
}
