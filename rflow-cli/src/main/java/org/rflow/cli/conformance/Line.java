package org.rflow.cli.conformance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rflow.connections.zeromq.LinkFrame;
import org.rflow.message.MessageException;
import org.rflow.zmq.SocketKind;
import org.rflow.zmq.SocketSettings;
import org.rflow.zmq.ZmqContext;
import org.rflow.zmq.ZmqSocket;

/** One end of a link that does nothing by itself: it notes what comes. Used by one thread. */
final class Line implements AutoCloseable {
    static final byte BATCH = 4;

    private final ZmqSocket socket;
    private final boolean router;
    private final List<byte[]> heard = new ArrayList<>();
    private byte[] routing = {};

    private Line(ZmqSocket socket, boolean router) {
        this.socket = socket;
        this.router = router;
    }

    static Line sender(ZmqSocket dealer, String address) {
        dealer.connect(address);
        return new Line(dealer, false);
    }

    static Line receiver(ZmqContext zmq) {
        SocketSettings settings = SocketSettings.data().withLinger(Duration.ofMillis(500));
        return new Line(zmq.open(SocketKind.ROUTER, settings), true);
    }

    String bind() {
        return socket.bind("tcp://127.0.0.1:*");
    }

    ZmqSocket socket() {
        return socket;
    }

    void pump() {
        for (byte[][] frames = socket.receive(); frames != null; frames = socket.receive()) {
            if (router) {
                routing = frames[0];
            }
            heard.add(frames[frames.length - 1]);
        }
    }

    void say(LinkFrame frame) {
        say(frame.encode());
    }

    void say(byte[] frame) {
        boolean sent = router ? socket.send(routing.clone(), frame) : socket.send(frame);
        if (!sent) {
            throw new IllegalStateException("the socket of the script takes nothing more");
        }
    }

    /** All that has come, in order. */
    List<byte[]> heard() {
        return heard;
    }

    List<byte[]> batches() {
        return heard.stream().filter(Line::isBatch).toList();
    }

    static boolean isBatch(byte[] frame) {
        return frame.length > 0 && frame[0] == BATCH;
    }

    /** Those frames of the kind that make sense. */
    <T extends LinkFrame> List<T> all(Class<T> kind) {
        return heard.stream()
                .flatMap(frame -> decode(frame).stream())
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    <T extends LinkFrame> Optional<T> last(Class<T> kind) {
        List<T> all = all(kind);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }

    /** What came that is no frame of a link. */
    List<String> nonsense() {
        List<String> found = new ArrayList<>();
        for (byte[] frame : heard) {
            if (!isBatch(frame)) {
                try {
                    LinkFrame.decode(frame);
                } catch (MessageException e) {
                    found.add(String.valueOf(e.getMessage()));
                }
            }
        }
        return found;
    }

    private static Optional<LinkFrame> decode(byte[] frame) {
        if (isBatch(frame)) {
            return Optional.empty();
        }
        try {
            return Optional.of(LinkFrame.decode(frame));
        } catch (MessageException e) {
            // told of once, by nonsense()
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
