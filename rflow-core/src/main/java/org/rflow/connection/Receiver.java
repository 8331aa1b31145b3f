package org.rflow.connection;

import java.util.UUID;
import org.rflow.model.Counts;

/** The receiving end of a connection in one worker. Used only by the worker's loop thread. */
public interface Receiver extends AutoCloseable {
    /** Where it is bound: {@code tcp://127.0.0.1:40123}; empty for one that connects. */
    String address();

    /** Connects to a sender (or broker) that bound an address; only for a receiver whose end of the plan says so. */
    default void connect(UUID sender, String address) {
        throw new UnsupportedOperationException("this receiver is bound, senders connect to it");
    }

    /** Marks what has been handed to the inlet so far, to acknowledge it later. Marks are acknowledged in their order. */
    default ReceivedMark mark() {
        return ReceivedMark.NOTHING;
    }

    /** Whether a sender has asked since the last call that what it sent be made safe soon. */
    default boolean takeSafetyRequest() {
        return false;
    }

    /** A sender left for good (it died): it is not waited for any more. */
    void forget(UUID sender);

    /** Whether every sender has proved its count and all of it has been handed to the inlet. True at once for types without such a proof. */
    boolean isEnded();

    /** The names of the senders that have not ended: for the error when a deadline passes. */
    String waitingFor();

    Counts counts();

    @Override
    void close();
}
