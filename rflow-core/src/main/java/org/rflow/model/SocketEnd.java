package org.rflow.model;

import static java.util.Objects.requireNonNull;

/**
 * One side's socket of a connection (RF-72, RF-73): ZeroMQ socket type ({@code DEALER}), responsibility
 * ({@code bind} or {@code connect}) and address; all empty until planned. A port {@code *} in the address is
 * replaced by what was bound, in {@link Endpoint}s.
 */
public record SocketEnd(String socketType, String address, String responsibility) {
    public static final SocketEnd NONE = new SocketEnd("", "", "");

    public SocketEnd {
        requireNonNull(socketType, "socketType");
        requireNonNull(address, "address");
        requireNonNull(responsibility, "responsibility");
    }
}
