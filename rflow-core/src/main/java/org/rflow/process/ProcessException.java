package org.rflow.process;

/** A process, pid file or daemon that is not as it must be; the message is a sentence for the user. */
public class ProcessException extends RuntimeException {

    public ProcessException(String message) {
        super(message);
    }

    public ProcessException(String message, Throwable cause) {
        super(message, cause);
    }
}
