package org.rflow.worker;

import java.util.Arrays;
import java.util.function.Predicate;
import org.rflow.component.ComponentRunner;
import org.rflow.component.Outlet;
import org.rflow.component.Reach;

/**
 * Whether an input port, or a source, may be fed: shut while anything that its messages can reach at the edge of this worker is full.
 * Only the loop thread asks.
 */
final class Gate {
    private final Predicate<Outlet> shuts;
    private final Outlet[] outlets;
    private final ComponentRunner[] runners;

    private Gate(Reach reach, Predicate<Outlet> shuts) {
        this(reach.outlets().toArray(Outlet[]::new), reach.runners().toArray(ComponentRunner[]::new), shuts);
    }

    private Gate(Outlet[] outlets, ComponentRunner[] runners, Predicate<Outlet> shuts) {
        this.outlets = outlets;
        this.runners = runners;
        this.shuts = shuts;
    }

    /** For what comes from a source, or onward. */
    static Gate onward(Reach reach) {
        return new Gate(reach, Outlet::isFull);
    }

    /**
     * For what comes back in a cycle. If it had to wait for room like all else, a full cycle would wait for itself: one component for
     * room on the way back, the other for room onward. What is inside goes on, and only what is new waits outside.
     */
    static Gate back(Reach reach) {
        return new Gate(reach, Outlet::isOverrun);
    }

    /** Seen by what the component does of itself: its own open receipts do not count, or what closes them could not happen. */
    Gate without(ComponentRunner self) {
        ComponentRunner[] others =
                Arrays.stream(runners).filter(runner -> runner != self).toArray(ComponentRunner[]::new);
        return new Gate(outlets, others, shuts);
    }

    boolean isOpen() {
        for (Outlet outlet : outlets) {
            if (shuts.test(outlet)) {
                return false;
            }
        }
        for (ComponentRunner runner : runners) {
            if (runner.isHoldingMost()) {
                return false;
            }
        }
        return true;
    }
}
