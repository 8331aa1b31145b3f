package org.rflow.deadletters;

/** Dead letters cannot be kept or read; the text says which file, why, and what to do. */
public class DeadLettersException extends RuntimeException {
    private static final long serialVersionUID = 1;

    DeadLettersException(String text) {
        super(text);
    }

    DeadLettersException(String text, Throwable cause) {
        super(text, cause);
    }
}
