package org.rflow.loop;

import org.rflow.zmq.ZmqSocket;

/** Collects the sockets whose input ends the loop's wait. */
@FunctionalInterface
public interface Watch {
    void input(ZmqSocket socket);
}
