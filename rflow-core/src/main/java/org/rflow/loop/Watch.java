package org.rflow.loop;

import org.rflow.zmq.ZmqSocket;

/** Collects the sockets that end the loop's wait; given to {@link Agent#watch} and not to be kept. */
public interface Watch {
    /** Wait for a message to receive. */
    void input(ZmqSocket socket);

    /** Wait for a message to receive or room to send; never for an XPUB, which says that it has room while it refuses. */
    void inputOrOutput(ZmqSocket socket);
}
