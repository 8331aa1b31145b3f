package org.rflow.engine;

/** A run that cannot begin; the message is a sentence for the user. */
public final class RunnerException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public RunnerException(String message) {
        super(message);
    }

    public RunnerException(String message, Throwable cause) {
        super(message, cause);
    }
}
