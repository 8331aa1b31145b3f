package org.rflow.cli;

/** Shows a run while it goes on. Called by one thread at a time. */
interface Display {
    /** The flow has entered a state. */
    void state(RunSnapshot snapshot);

    /** There are new counts. */
    void counts(RunSnapshot snapshot);

    /** Time has passed. Called about once a second. */
    void tick(RunSnapshot snapshot);

    /** Nothing moves any more; the terminal is as it was before. */
    void end();
}
