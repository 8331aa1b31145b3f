package org.rflow.connection;

import org.rflow.model.Wire;

/**
 * A way for messages to travel between workers; found by {@link java.util.ServiceLoader}. Each type passes
 * {@code ConnectionContract}. All ends are made, used and closed on the loop thread of their worker.
 */
public interface ConnectionType {
    boolean serves(Wire wire);

    /** The sending end in one worker. It connects nowhere before {@link Sender#connect}. */
    Sender sender(EndSpec spec);

    /** The receiving end in one worker, bound at once if it binds; messages flow into the inlet while it is open. */
    Receiver receiver(EndSpec spec, Inlet inlet);

    /**
     * The process in the middle, for types that have one; {@link UnsupportedOperationException} else. The spec has the
     * broker's outgoing attachment: its receivers are whom the broker gives to.
     */
    Broker broker(EndSpec spec);
}
