package org.rflow.cli.bench;

/** Somebody ended a flow by a signal, and meant the whole bench. */
public final class InterruptedRun extends RuntimeException {
    private static final long serialVersionUID = 1;

    InterruptedRun() {
        super("a signal ended the flow");
    }
}
