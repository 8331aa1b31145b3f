package org.rflow.zmq;

/** A socket that cannot do what it was asked. */
public final class ZmqException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public ZmqException(String text) {
        super(text);
    }

    public ZmqException(String text, Throwable cause) {
        super(text, cause);
    }
}
