package org.rflow.cli.bench.ends;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.rflow.zmq.Secret;
import org.rflow.zmq.SocketKind;
import org.rflow.zmq.SocketSettings;
import org.rflow.zmq.ZmqContext;
import org.rflow.zmq.ZmqPoller;
import org.rflow.zmq.ZmqSocket;

/** Makes connections one after the other with the sockets that RFlow uses, each until its receiver has answered. */
public final class FreshLinks implements FreshConnections.Kind {
    private static final byte[] HELLO = "hello".getBytes(StandardCharsets.US_ASCII);

    private final ZmqContext context = new ZmqContext("bench", Secret.random());
    private final ZmqSocket receiver = context.open(SocketKind.ROUTER, SocketSettings.data());
    private final String address = receiver.bind("tcp://127.0.0.1:*");
    private final ZmqPoller poller = context.poller();

    @Override
    public boolean connect(long deadline) {
        try (ZmqSocket sender = context.open(SocketKind.DEALER, SocketSettings.data())) {
            sender.connect(address);
            sender.send(HELLO.clone());
            poller.clear();
            poller.watch(receiver);
            poller.watch(sender);
            boolean answered = false;
            while (!answered && System.nanoTime() - deadline < 0) {
                poller.poll(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
                answer();
                answered = sender.receive() != null;
            }
            return answered;
        }
    }

    private void answer() {
        byte[][] hello = receiver.receive();
        if (hello != null) {
            receiver.send(Arrays.copyOf(hello, hello.length));
        }
    }

    @Override
    public void close() {
        poller.close();
        receiver.close();
        context.close();
    }
}
