package org.rflow.process;

/** A daemon that did not say that it is ready: it ended before, or was ended because its time was over. */
public final class StartFailedException extends ProcessException {
    private final int exitCode;

    StartFailedException(String message, int exitCode) {
        super(message);
        this.exitCode = exitCode == 0 ? 1 : exitCode;
    }

    /** What the daemon ended with; never 0. */
    public int exitCode() {
        return exitCode;
    }
}
