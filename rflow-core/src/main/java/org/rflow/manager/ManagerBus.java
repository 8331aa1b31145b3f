package org.rflow.manager;

import java.time.Duration;
import java.util.UUID;
import org.rflow.bus.Command;
import org.rflow.bus.CommandHandler;

/**
 * The management bus as the manager uses it, and the thread it works on. All but {@link #execute} are called only by that
 * thread, and every callback comes on it.
 */
interface ManagerBus {
    /** Sends a command to a registered worker. The answer comes at most once: never, if the worker dies first. */
    void send(UUID worker, Command command, CommandHandler.Answer answer);

    /** Runs the task on the manager's thread, soon. May be called from any thread. */
    void execute(Runnable task);

    /** Runs the task once, after the delay, unless the timer is cancelled before. */
    Timer schedule(Duration delay, Runnable task);

    /** Tells every agent what has happened to the flow or one of its workers. */
    void publish(String kind, UUID subject, String name, String text);

    /** Lets the thread end once the running callback returns. */
    void stop();

    /** A task that will run later. */
    @FunctionalInterface
    interface Timer {
        void cancel();
    }
}
