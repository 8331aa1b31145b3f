package org.rflow.worker;

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
        this.outlets = reach.outlets().toArray(Outlet[]::new);
        this.runners = reach.runners().toArray(ComponentRunner[]::new);
    }

    boolean isOpen() {
        for (Outlet outlet : outlets) {
            if (outlet.isFull()) {
                return false;
            }
        }
        for (ComponentRunner runner : runners) {
            if (runner.isReplete()) {
                return false;
            }
        }
        return true;
    }
}
