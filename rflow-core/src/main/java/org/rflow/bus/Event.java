package org.rflow.bus;

import static java.util.Objects.requireNonNull;

import java.util.UUID;

/**
 * Something that happened in a running flow, as agents see it. {@code kind} is one of the names below or one that a later
 * version adds; {@code subject} is the worker or connection it happened to ({@code Ids.NONE} for the flow) and {@code name}
 * its name; {@code text} says what happened. Time is in ms since the epoch.
 */
public record Event(long timeMillis, String kind, UUID subject, String name, String text) {
    public static final String FLOW_STATE = "flow-state";
    public static final String PROCESS_STARTED = "process-started";
    public static final String PROCESS_ENDED = "process-ended";
    public static final String REGISTERED = "registered";
    public static final String WORKER_STATE = "worker-state";
    public static final String BEACON_MISSED = "beacon-missed";
    public static final String RESTARTED = "restarted";
    public static final String STUCK = "stuck";
    public static final String LOG = "log";

    public Event {
        requireNonNull(kind, "kind");
        requireNonNull(subject, "subject");
        requireNonNull(name, "name");
        requireNonNull(text, "text");
    }
}
