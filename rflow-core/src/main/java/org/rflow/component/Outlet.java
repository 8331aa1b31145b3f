package org.rflow.component;

import org.rflow.message.Message;

/**
 * Where an output port puts a message: the sending end of one connection. Used only by the loop thread of the
 * component's worker.
 */
public interface Outlet {
    /** Takes the message, always, without blocking; one that is full has to be heeded before the next callback, not here. */
    void send(Message message);

    /** Whether the loop should feed nothing that leads here until this is false again. */
    boolean isFull();
}
