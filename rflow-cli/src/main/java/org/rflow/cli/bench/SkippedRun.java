package org.rflow.cli.bench;

/** A run that this machine, or its time, has nothing for; the message is a sentence for the user. That is no failure. */
final class SkippedRun extends RuntimeException {
    private static final long serialVersionUID = 1;

    SkippedRun(String message) {
        super(message);
    }
}
