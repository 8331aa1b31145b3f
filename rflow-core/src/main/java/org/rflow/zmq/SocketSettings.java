package org.rflow.zmq;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * What the owner of a socket may choose. High-water marks count frames per peer, not bytes; {@code linger} is how long a
 * closed socket still tries to deliver; {@code identity} is empty for one that the peer makes up.
 */
public record SocketSettings(
        int sendHighWater, int receiveHighWater, int maxMessageBytes, Duration linger, String identity) {
    private static final int MEGABYTE = 1 << 20;

    public SocketSettings {
        requireNonNull(linger, "linger");
        requireNonNull(identity, "identity");
    }

    /** Few large frames: they stay in the cache, and back-pressure is quick. Delivery is proved by the peer, so no linger. */
    public static SocketSettings data() {
        return new SocketSettings(4, 4, 80 * MEGABYTE, Duration.ZERO, "");
    }

    /** Many small frames, and a moment to deliver the last ones. */
    public static SocketSettings bus() {
        return new SocketSettings(1000, 1000, 16 * MEGABYTE, Duration.ofSeconds(1), "");
    }

    public SocketSettings withHighWater(int send, int receive) {
        return new SocketSettings(send, receive, maxMessageBytes, linger, identity);
    }

    public SocketSettings withMaxMessageBytes(int bytes) {
        return new SocketSettings(sendHighWater, receiveHighWater, bytes, linger, identity);
    }

    public SocketSettings withLinger(Duration time) {
        return new SocketSettings(sendHighWater, receiveHighWater, maxMessageBytes, time, identity);
    }

    public SocketSettings withIdentity(String name) {
        return new SocketSettings(sendHighWater, receiveHighWater, maxMessageBytes, linger, name);
    }
}
