package org.rflow.bus;

/** The bus cannot do what was asked; the message is a sentence for users. */
public final class BusException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public BusException(String sentence) {
        super(sentence);
    }

    public BusException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
