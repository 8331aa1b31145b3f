package org.rflow.manager;

/** Where a flow stands in its life, and the moves that are legal (DA-15). */
enum FlowState {
    /** Nothing has been started. */
    INITIALIZED,
    /** The hosts are started; every worker must register. */
    SPAWNING,
    /** Every worker gets its plan and binds its sockets. */
    CONFIGURING,
    /** Every worker connects to its receivers and is welcomed. */
    CONNECTING,
    /** The workers run, sinks first. */
    STARTING,
    /** The processes of a manager that is gone find this one. */
    ADOPTING,
    RUNNING,
    /** The sources have stopped; what is under way is processed, stage by stage. */
    DRAINING,
    /** Components clean up and processes end. */
    STOPPING,
    /** Ended as it should. */
    STOPPED,
    /** Ended otherwise. */
    FAILED;

    boolean canBecome(FlowState next) {
        return switch (next) {
            case INITIALIZED -> false;
            case SPAWNING -> this == INITIALIZED;
            case CONFIGURING -> this == SPAWNING;
            case CONNECTING -> this == CONFIGURING;
            case STARTING -> this == CONNECTING;
            case ADOPTING -> this == INITIALIZED;
            case RUNNING -> this == STARTING || this == ADOPTING;
            case DRAINING -> this == STARTING || this == ADOPTING || this == RUNNING;
            case STOPPING -> this != INITIALIZED && this != STOPPING && !isFinal();
            case STOPPED, FAILED -> this == STOPPING;
        };
    }

    /** Before every worker has run. */
    boolean isBooting() {
        return compareTo(ADOPTING) < 0;
    }

    boolean isEnding() {
        return compareTo(DRAINING) >= 0;
    }

    boolean isFinal() {
        return this == STOPPED || this == FAILED;
    }
}
