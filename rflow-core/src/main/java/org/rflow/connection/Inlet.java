package org.rflow.connection;

import org.rflow.message.Message;

/** Where a receiver puts messages: a component's input port behind its gate. Used only by the worker's loop thread. */
public interface Inlet {
    /** Asked before each message; a receiver keeps the rest while the gate is shut. */
    boolean isOpen();

    void receive(Message message);

    /** A message that could not be decoded: it is logged with its type, counted (RF-170), and kept where dead letters are. */
    void undecodable(Undecodable what);
}
