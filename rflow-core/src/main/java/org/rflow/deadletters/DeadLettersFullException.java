package org.rflow.deadletters;

/** There is no room for another dead letter; the text says where, and what to do. */
public final class DeadLettersFullException extends DeadLettersException {
    private static final long serialVersionUID = 1;

    DeadLettersFullException(String text) {
        super(text);
    }
}
