package org.rflow.bus;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** What the command line, or any program with the secret, may ask of the manager. A worker is named, or empty for all. */
public sealed interface ClientRequest {
    record Status() implements ClientRequest {}

    /** Drain and stop; {@code now} kills instead. Answered when the stop has begun. */
    record Stop(boolean now) implements ClientRequest {}

    record SetLogLevel(String worker, String level) implements ClientRequest {
        public SetLogLevel {
            requireNonNull(worker, "worker");
            requireNonNull(level, "level");
        }
    }

    record ReopenLogs() implements ClientRequest {}

    record Threads(String worker) implements ClientRequest {
        public Threads {
            requireNonNull(worker, "worker");
        }
    }

    /** Replays or purges dead letters of one worker, by their numbers. */
    record DeadLetters(String worker, LetterAction action, List<Long> numbers) implements ClientRequest {
        public DeadLetters {
            requireNonNull(worker, "worker");
            requireNonNull(action, "action");
            numbers = List.copyOf(numbers);
        }
    }
}
