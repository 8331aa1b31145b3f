package org.rflow.bus;

/** A scheduled call. Used only by the bus thread. */
@FunctionalInterface
public interface BusTimer {
    /** Nothing happens when it has already run. */
    void cancel();
}
