package org.rflow.connection;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;

/**
 * What came and cannot be read: the name of the data type, the bytes as they came, and why. A batch holds many messages; else the
 * bytes are meant to be one {@code org.rflow.Message}.
 */
public record Undecodable(String type, boolean isBatch, ByteBuffer bytes, Exception cause) {
    public Undecodable {
        requireNonNull(type, "type");
        requireNonNull(bytes, "bytes");
        requireNonNull(cause, "cause");
    }
}
