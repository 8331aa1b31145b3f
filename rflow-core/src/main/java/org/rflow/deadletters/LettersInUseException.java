package org.rflow.deadletters;

/** Another process, or another part of this one, has the dead letters open. */
public final class LettersInUseException extends DeadLettersException {
    private static final long serialVersionUID = 1;

    LettersInUseException(String text) {
        super(text);
    }
}
