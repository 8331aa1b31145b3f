package org.rflow.bus;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.List;
import org.rflow.zmq.Secret;
import org.rflow.zmq.SocketKind;
import org.rflow.zmq.SocketSettings;
import org.rflow.zmq.ZmqContext;

/** Frames of a peer that has the secret and talks nonsense. */
final class Garbage {
    private static final byte[] EMPTY = {};
    private static final List<byte[][]> FRAMES = List.of(
            new byte[][] {EMPTY},
            new byte[][] {{'R', 'F', 'B', 1}},
            new byte[][] {{'R', 'F', 'B', 1}, EMPTY, EMPTY},
            new byte[][] {{'R', 'F', 'B', 1}, "Beacon".getBytes(US_ASCII), EMPTY},
            new byte[][] {{'R', 'F', 'B', 1}, "Register".getBytes(US_ASCII), {-1, -1, -1, -1, 7}},
            new byte[][] {{'R', 'F', 'B', 1}, "Reply".getBytes(US_ASCII), new byte[100_000]},
            new byte[][] {{'R', 'F', 'B', 1}, "Metrics".getBytes(US_ASCII), {-2, -1, -1, -1, 15}},
            new byte[][] {{'R', 'F', 'B', 1}, new byte[1000], new byte[1 << 20]},
            new byte[][] {EMPTY, EMPTY, EMPTY, EMPTY, EMPTY, EMPTY});

    static final int COUNT = FRAMES.size() - 1;

    private Garbage() {}

    /**
     * Sends them all and waits for {@code done} before it closes. One of them is sound, though nobody waits for it: a Reply of
     * zeros, from a peer that never registered.
     */
    static void sendTo(String address, Secret secret, Runnable done) {
        try (var context = new ZmqContext("garbage", secret);
                var socket = context.open(SocketKind.DEALER, SocketSettings.bus())) {
            socket.connect(address);
            for (byte[][] frames : FRAMES) {
                if (!socket.send(frames)) {
                    throw new AssertionError("garbage was not taken");
                }
            }
            done.run();
        }
    }
}
