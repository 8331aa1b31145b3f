package org.rflow.bus;

import java.nio.ByteBuffer;

/** The name of a peer that a ROUTER puts before its frames, as a key of maps. */
final class Routes {
    private Routes() {}

    static ByteBuffer of(byte[][] received) {
        return ByteBuffer.wrap(received[0]);
    }

    /** The frames with the peer's name before them. */
    static byte[][] addressed(ByteBuffer route, byte[][] frames) {
        byte[][] addressed = new byte[frames.length + 1][];
        addressed[0] = route.array().clone();
        System.arraycopy(frames, 0, addressed, 1, frames.length);
        return addressed;
    }
}
