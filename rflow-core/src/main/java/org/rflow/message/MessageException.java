package org.rflow.message;

/** A message that cannot be made, encoded or decoded; only that message suffers. */
public final class MessageException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public MessageException(String text) {
        super(text);
    }

    public MessageException(String text, Throwable cause) {
        super(text, cause);
    }
}
