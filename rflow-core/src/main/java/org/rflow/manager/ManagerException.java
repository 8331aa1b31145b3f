package org.rflow.manager;

/** Something the manager needs around it is not as it must be; the message is a sentence for the user. */
public final class ManagerException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ManagerException(String message) {
        super(message);
    }

    ManagerException(String message, Throwable cause) {
        super(message, cause);
    }
}
