package org.rflow.component;

import org.rflow.message.Message;

/**
 * Where an output port puts a message: the sending end of one connection. Used only by the loop thread of the
 * component's worker.
 */
public interface Outlet {
    /**
     * Takes the message, always, without blocking; one that is full has to be heeded before the next callback, not here.
     * A message whose data does not fit its schema throws {@link org.rflow.message.MessageException} and leaves no trace:
     * inside {@code process} that is the component's own failure, so the message it was given goes to {@code errored}.
     */
    void send(Message message);

    /** Whether the loop should feed nothing that leads here until this is false again. */
    boolean isFull();

    /** The same for what comes back in a cycle: it has to go on when this is only full, or the cycle would wait for itself. */
    default boolean isOverrun() {
        return isFull();
    }

    /** Called when the port has let go of the connection (RF-149). */
    default void close() {}
}
