package org.rflow.bus;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One message of the management bus: three ZeroMQ frames (at the manager's ROUTER the peer's identity stands before them).
 *
 * <pre>
 *          0    1    2    3
 *       +----+----+----+----+
 *   1   | 'R'| 'F'| 'B'| 1  |       marker and version of the protocol
 *       +----+----+----+----+---
 *   2   | type name, ASCII ...      1 to 64 bytes: a file of schemas/management without ".avsc"
 *       +----+----+----+----+---
 *   3   | body ...                  the record of that file in Avro's binary encoding, at most 8 MiB
 *       +----+----+----+----+---
 * </pre>
 *
 * <p>Fields are only ever added at the end of the record that a file is named for, with a default: a reader ignores bytes
 * after the fields it knows, and takes the defaults of trailing fields that are missing. Records nested inside never change.
 */
record BusFrame(String type, BodyReader body) {
    static final int VERSION = 1;
    static final int MAX_BODY = 8 << 20;
    static final int MAX_TYPE_NAME = 64;

    private static final byte[] MARKER = {'R', 'F', 'B', VERSION};

    /** The three frames to send; a {@link BusException} when the body is too large to be taken at the other end. */
    static byte[][] of(String type, BodyWriter body) {
        byte[] bytes = body.bytes();
        if (bytes.length > MAX_BODY) {
            throw new BusException(
                    type + " of " + bytes.length + " bytes is too large for the bus; at most " + MAX_BODY);
        }
        return new byte[][] {MARKER.clone(), type.getBytes(StandardCharsets.US_ASCII), bytes};
    }

    /** Reads the frames from index {@code first} on. */
    static BusFrame read(byte[][] frames, int first) {
        if (frames.length - first != 3) {
            throw new MalformedFrameException("message of " + (frames.length - first) + " frames instead of 3");
        }
        byte[] marker = frames[first];
        if (!Arrays.equals(marker, MARKER)) {
            throw new MalformedFrameException(refusal(marker));
        }
        byte[] type = frames[first + 1];
        if (type.length == 0 || type.length > MAX_TYPE_NAME) {
            throw new MalformedFrameException("type name of " + type.length + " bytes");
        }
        if (frames[first + 2].length > MAX_BODY) {
            throw new MalformedFrameException("body of " + frames[first + 2].length + " bytes");
        }
        return new BusFrame(new String(type, StandardCharsets.US_ASCII), new BodyReader(frames[first + 2]));
    }

    private static String refusal(byte[] marker) {
        boolean otherVersion = marker.length == MARKER.length
                && Arrays.equals(marker, 0, MARKER.length - 1, MARKER, 0, MARKER.length - 1);
        return otherVersion
                ? "version " + marker[MARKER.length - 1] + " of the protocol; this is version " + VERSION
                : "no marker of the protocol";
    }
}
