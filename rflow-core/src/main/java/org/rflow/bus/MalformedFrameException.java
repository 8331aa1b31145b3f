package org.rflow.bus;

/**
 * Bytes that are no frame of this protocol. Never leaves the room: it is counted, logged and forgotten. It has no stack trace,
 * so that a flood of bad frames costs little.
 */
final class MalformedFrameException extends RuntimeException {
    private static final long serialVersionUID = 1;

    MalformedFrameException(String what) {
        super(what, null, false, false);
    }

    MalformedFrameException(String what, Throwable cause) {
        super(what, cause, false, false);
    }
}
