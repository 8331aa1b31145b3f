package org.rflow.cli.bench.raw;

import java.io.IOException;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/**
 * A JeroMQ socket as its manual says to use it: high-water marks and everything else as they come. Only the handshake has a
 * shorter limit, because without it a few runs of a hundred would stand still for 30 s.
 */
final class JeroMq implements AutoCloseable {
    private static final String ANY_PORT = "tcp://127.0.0.1:*";
    private static final int HANDSHAKE_MILLIS = 200;
    private static final int LINGER_MILLIS = 20_000;

    private final ZContext context = new ZContext();
    private final Meeting meeting;

    JeroMq(Meeting meeting) {
        this.meeting = meeting;
        context.setLinger(LINGER_MILLIS);
    }

    /** A socket that others find by the name. */
    ZMQ.Socket bound(SocketType type, String name) throws IOException {
        ZMQ.Socket socket = open(type);
        if (type == SocketType.XPUB) {
            // every subscription is shown, and a slow subscriber holds the others back as in a flow
            socket.setXpubVerbose(true);
            socket.setXpubNoDrop(true);
        }
        socket.bind(ANY_PORT);
        meeting.tell(name, socket.getLastEndpoint());
        return socket;
    }

    /** A socket that is connected to the one of that name. */
    ZMQ.Socket connected(SocketType type, String name) throws IOException {
        ZMQ.Socket socket = open(type);
        socket.connect(meeting.await(name));
        return socket;
    }

    private ZMQ.Socket open(SocketType type) {
        ZMQ.Socket socket = context.createSocket(type);
        socket.setHandshakeIvl(HANDSHAKE_MILLIS);
        return socket;
    }

    @Override
    public void close() {
        context.close();
    }
}
