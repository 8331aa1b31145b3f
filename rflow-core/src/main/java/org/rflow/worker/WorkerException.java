package org.rflow.worker;

/** A failure that ends the worker; the text is what its ERROR beacon says. */
final class WorkerException extends RuntimeException {
    private static final long serialVersionUID = 1;

    WorkerException(String text) {
        super(text);
    }

    WorkerException(String text, Throwable cause) {
        super(text, cause);
    }
}
