package org.rflow.component;

import org.rflow.message.Message;

/** Takes the messages that a component threw at and that no {@code errored} port took. */
@FunctionalInterface
public interface FailureHandler {
    void failed(String component, Arrival arrival, Message message, Exception cause);

    /** The same with all that is known of the failure; this is what runners call. */
    default void failed(FailedMessage failed) {
        failed(failed.component(), failed.arrival(), failed.message(), failed.cause());
    }
}
