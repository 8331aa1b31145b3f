package org.rflow.bus;

import static java.util.Objects.requireNonNull;

import org.rflow.model.WorkerState;

/**
 * A worker's sign of life. Sent by the bus thread, so it comes even while a component is stuck: {@code loopAgeMillis} is how
 * long the loop has been in its current turn and {@code inside} the component it is in, empty for none.
 * {@code detail} is the sentence that goes with ERROR.
 */
public record Beacon(
        int incarnation, WorkerState state, boolean sourcesDone, long loopAgeMillis, String inside, String detail) {
    public Beacon {
        requireNonNull(state, "state");
        requireNonNull(inside, "inside");
        requireNonNull(detail, "detail");
    }
}
