package org.rflow.cli.bench;

/** Somebody ended a flow by a signal, and meant the whole bench. */
public final class InterruptedRun extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int exitCode;

    InterruptedRun(int exitCode) {
        super("ended by signal " + (exitCode - 128));
        this.exitCode = exitCode;
    }

    /** 128+n for signal n. */
    public int exitCode() {
        return exitCode;
    }
}
