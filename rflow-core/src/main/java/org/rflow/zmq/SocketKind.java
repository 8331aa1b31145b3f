package org.rflow.zmq;

import org.zeromq.SocketType;

/** The ZeroMQ socket types that RFlow uses. */
public enum SocketKind {
    ROUTER(SocketType.ROUTER),
    DEALER(SocketType.DEALER),
    PUSH(SocketType.PUSH),
    PULL(SocketType.PULL),
    XPUB(SocketType.XPUB),
    XSUB(SocketType.XSUB),
    SUB(SocketType.SUB);

    private final SocketType type;

    SocketKind(SocketType type) {
        this.type = type;
    }

    SocketType type() {
        return type;
    }
}
