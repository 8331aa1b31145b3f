package org.rflow.store;

/** A config database that cannot be opened, read or written; the message is a sentence for the user, without secrets. */
public final class StoreException extends RuntimeException {

    StoreException(String message) {
        super(message);
    }

    StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
