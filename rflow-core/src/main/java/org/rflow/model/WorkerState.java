package org.rflow.model;

/** The six states a worker beacons (RF-181) and the legal moves between them (RF-182). */
public enum WorkerState {
    STARTED,
    CONFIGURED,
    RUNNING,
    STOPPING,
    STOPPED,
    ERROR;

    /** Forward one step, from anywhere to STOPPING (a shutdown is always legal) and to ERROR; STOPPED and ERROR are final. */
    public boolean canBecome(WorkerState next) {
        if (this == STOPPED || this == ERROR) {
            return false;
        }
        return switch (next) {
            case STARTED -> false;
            case CONFIGURED -> this == STARTED;
            case RUNNING -> this == CONFIGURED;
            case STOPPING -> this != STOPPING;
            case STOPPED -> this == STOPPING;
            case ERROR -> true;
        };
    }
}
