package org.rflow.engine;

import java.util.List;
import org.rflow.model.Counts;

/** Hears how a run goes on. Called by the runner's thread, which waits: return soon. */
public interface RunListener {
    /** The flow has entered a state: {@code SPAWNING}, {@code RUNNING}, {@code STOPPED}, … */
    default void onState(String state) {}

    /** Every worker is RUNNING. At most once. */
    default void onStarted() {}

    /** The counts of each connection, its sending ends added up in one and its receiving ends in another. Every beacon interval and at the end. */
    default void onCounts(List<Counts> counts) {}

    /** The sentence that tells why the run failed. At most once, at the end. */
    default void onFailure(String sentence) {}
}
