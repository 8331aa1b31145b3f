package org.rflow.manager;

/** The kinds of events that the manager publishes. */
final class Events {
    static final String FLOW_STATE = "flow-state";
    static final String PROCESS_STARTED = "process-started";
    static final String PROCESS_ENDED = "process-ended";
    static final String REGISTERED = "registered";
    static final String WORKER_STATE = "worker-state";
    static final String BEACON_MISSED = "beacon-missed";
    static final String LOG = "log";

    private Events() {}
}
