package org.rflow.worker;

import java.util.Arrays;
import org.rflow.component.ComponentRunner;
import org.rflow.component.Outlet;
import org.rflow.component.Reach;

/**
 * Whether an input port, or a source, may be fed: shut while anything that its messages can reach inside this worker is full.
 * Only the loop thread asks.
 */
final class Gate {
    private final Outlet[] outlets;
    private final ComponentRunner[] runners;

    Gate(Reach reach) {
        this(reach.outlets().toArray(Outlet[]::new), reach.runners().toArray(ComponentRunner[]::new));
    }

    private Gate(Outlet[] outlets, ComponentRunner[] runners) {
        this.outlets = outlets;
        this.runners = runners;
    }

    /** Seen by what the component does of itself: its own open receipts do not count, or what closes them could not happen. */
    Gate without(ComponentRunner self) {
        return new Gate(
                outlets, Arrays.stream(runners).filter(runner -> runner != self).toArray(ComponentRunner[]::new));
    }

    boolean isOpen() {
        for (Outlet outlet : outlets) {
            if (outlet.isFull()) {
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
