package org.rflow.bus;

import java.util.Arrays;

/** The way back to a peer: the name that a ROUTER gave to its connection and puts before each of its messages. */
final class Route {
    private final byte[] name;

    private Route(byte[] name) {
        this.name = name;
    }

    static Route of(byte[][] received) {
        return new Route(received[0]);
    }

    /** The frames with the peer's name before them. */
    byte[][] address(byte[][] frames) {
        byte[][] addressed = new byte[frames.length + 1][];
        addressed[0] = name.clone();
        System.arraycopy(frames, 0, addressed, 1, frames.length);
        return addressed;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Route route && Arrays.equals(name, route.name);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(name);
    }
}
