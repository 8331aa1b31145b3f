package org.rflow.bus;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.UUID;
import org.rflow.model.Endpoint;
import org.rflow.model.WorkerPlan;

/** What the manager asks of a worker. Each travels with an id, the flow's revision and the worker's incarnation, and gets a {@link Reply}. */
public sealed interface Command {
    /** STARTED → CONFIGURED; the reply has the endpoints that were bound. */
    record Configure(WorkerPlan plan, int incarnation) implements Command {
        public Configure {
            requireNonNull(plan, "plan");
        }
    }

    /** Receivers of this worker's outgoing connections; answered when every one has welcomed it. Also while RUNNING. */
    record Connect(List<Endpoint> receivers) implements Command {
        public Connect {
            receivers = List.copyOf(receivers);
        }
    }

    /** A receiver or sender of a connection is gone. Also while RUNNING. */
    record Disconnect(UUID connection, UUID peer) implements Command {
        public Disconnect {
            requireNonNull(connection, "connection");
            requireNonNull(peer, "peer");
        }
    }

    /** Feed no component until resumed; what is inside stays inside. */
    record Pause(boolean paused) implements Command {}

    /** CONFIGURED → RUNNING. */
    record Run() implements Command {}

    /** Take in nothing more from outside. */
    record StopSources() implements Command {}

    /** How the worker stands; the reply has a {@link Report}. */
    record AskReport() implements Command {}

    /** → STOPPING: answered when all input has ended and been processed, components were shut down and all output is confirmed. */
    record Shutdown() implements Command {}

    /** STOPPING → STOPPED: components clean up; the process ends after the reply. */
    record Cleanup() implements Command {}

    /** DEBUG, INFO, WARN or ERROR; empty toggles between DEBUG and the configured level (RF-121). */
    record SetLogLevel(String level) implements Command {
        public SetLogLevel {
            requireNonNull(level, "level");
        }
    }

    record ReopenLog() implements Command {}

    /** The reply's text has the stacks of all threads. */
    record Threads() implements Command {}

    /** Replays or purges dead letters of this worker, by their numbers; the reply's text says how many. */
    record DeadLetters(LetterAction action, List<Long> numbers) implements Command {
        public DeadLetters {
            requireNonNull(action, "action");
            numbers = List.copyOf(numbers);
        }
    }
}
