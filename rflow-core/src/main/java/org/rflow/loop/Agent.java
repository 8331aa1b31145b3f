package org.rflow.loop;

/**
 * A member of a {@link Loop}: does a little work each turn and never blocks (the duty cycle of Agrona's {@code Agent}).
 * Called only by the loop thread.
 */
public interface Agent {
    /** Does what can be done now, within a fair budget; returns how much was done, 0 for nothing. */
    int work();

    /** Nobody had work in this turn: flush what was gathered. Returns true if that made new work; else the loop blocks next. */
    default boolean idle() {
        return false;
    }

    /** Names the sockets that would make new work for this agent right now; asked before the loop blocks. */
    default void watch(Watch watch) {}
}
