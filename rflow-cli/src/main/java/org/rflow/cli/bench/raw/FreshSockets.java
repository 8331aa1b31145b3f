package org.rflow.cli.bench.raw;

import java.nio.charset.StandardCharsets;
import org.rflow.cli.bench.ends.FreshConnections;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** The same with JeroMQ's sockets as they come. */
final class FreshSockets implements FreshConnections.Kind {
    private static final byte[] HELLO = "hello".getBytes(StandardCharsets.US_ASCII);
    private static final long MILLI = 1_000_000;

    private final ZContext context = new ZContext();
    private final ZMQ.Socket receiver = context.createSocket(SocketType.ROUTER);
    private final String address;

    FreshSockets() {
        receiver.bind("tcp://127.0.0.1:*");
        address = receiver.getLastEndpoint();
    }

    @Override
    public boolean connect(long deadline) {
        try (ZMQ.Socket sender = context.createSocket(SocketType.DEALER);
                ZMQ.Poller poller = context.createPoller(2)) {
            sender.setLinger(0);
            sender.connect(address);
            sender.send(HELLO, 0);
            poller.register(receiver, ZMQ.Poller.POLLIN);
            poller.register(sender, ZMQ.Poller.POLLIN);
            while (System.nanoTime() - deadline < 0) {
                poller.poll(Math.max(0, deadline - System.nanoTime()) / MILLI);
                answer();
                if (sender.recv(ZMQ.DONTWAIT) != null) {
                    return true;
                }
            }
            return false;
        }
    }

    private void answer() {
        byte[] name = receiver.recv(ZMQ.DONTWAIT);
        if (name != null) {
            receiver.send(name, ZMQ.SNDMORE);
            receiver.send(receiver.recv(0), 0);
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
