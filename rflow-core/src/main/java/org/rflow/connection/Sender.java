package org.rflow.connection;

import java.util.UUID;
import org.rflow.message.Message;
import org.rflow.model.Counts;

/**
 * The sending end of a connection in one worker. Never blocks and never drops: what cannot leave is kept, and
 * {@link #isFull} asks the loop to feed nothing more. Used only by the worker's loop thread.
 */
public interface Sender extends AutoCloseable {
    /** Where it is bound, for receivers that connect to it; empty for one that connects. */
    default String address() {
        return "";
    }

    /** Takes the message, even when full (that is counted as an overrun). A message that cannot be encoded throws {@code MessageException} and leaves no trace. */
    void send(Message message);

    boolean isFull();

    /** Whether so much waits here that even what comes back in a cycle has to wait; bounds what a cycle holds that makes more than goes in. */
    default boolean isOverrun() {
        return isFull();
    }

    /**
     * Starts towards a receiving worker (or broker) at the address it bound; again for a new incarnation of it, at its new
     * address. The address it is connected to already changes nothing.
     */
    void connect(UUID receiver, String address);

    /**
     * Forgets a receiver, until it is connected again. What has not left goes to another or waits, where delivery allows;
     * what has left and is not confirmed may have been processed, and is counted as dropped.
     */
    void disconnect(UUID receiver);

    /** Whether every receiver has answered, so that nothing sent from now on is lost. */
    boolean isReady();

    /** The names of the receivers that have not answered yet: for the error when a deadline passes. */
    String waitingFor();

    /** Marks what has been sent so far, to ask later whether it is safe; without a promise: whether it has been processed. */
    default SentMark mark() {
        long sent = counts().messages();
        return () -> {
            Counts now = counts();
            return now.messages() - now.inFlight() >= sent;
        };
    }

    /** Asks the receivers to make safe soon what they have processed. */
    default void askForSafety() {}

    /** Sends what is left and then the proof of the count; nothing is sent after it. */
    void end();

    /** Whether all that was sent, and the proof, has been confirmed by every receiver. */
    boolean isEnded();

    Counts counts();

    @Override
    void close();
}
