package org.rflow.manager;

import org.rflow.model.WorkerState;

/**
 * Where the manager has one worker or broker: the six states it beacons, with what comes before and after them. A worker may
 * skip states, for a beacon may be missed; it never goes back, but by a restart.
 */
enum HandleState {
    /** Its process is not started yet. */
    PLANNED,
    /** Its process runs; it has not beaconed. */
    SPAWNED,
    STARTED,
    CONFIGURED,
    RUNNING,
    STOPPING,
    STOPPED,
    ERROR,
    /** Its process has ended. */
    EXITED;

    boolean canBecome(HandleState next) {
        return switch (next) {
            case PLANNED -> false;
            // from EXITED: the next incarnation of a worker that is restarted
            case SPAWNED -> this == PLANNED || this == EXITED;
            case STARTED, CONFIGURED, RUNNING, STOPPING, STOPPED, ERROR -> this != PLANNED && isBefore(next);
            case EXITED -> this != PLANNED && this != EXITED;
        };
    }

    boolean isBefore(HandleState other) {
        return compareTo(other) < 0;
    }

    static HandleState of(WorkerState state) {
        return switch (state) {
            case STARTED -> STARTED;
            case CONFIGURED -> CONFIGURED;
            case RUNNING -> RUNNING;
            case STOPPING -> STOPPING;
            case STOPPED -> STOPPED;
            case ERROR -> ERROR;
        };
    }
}
