package org.rflow.connections.zeromq;

import org.rflow.connection.Broker;
import org.rflow.connection.ConnectionType;
import org.rflow.connection.EndSpec;
import org.rflow.connection.Inlet;
import org.rflow.connection.Receiver;
import org.rflow.connection.Sender;
import org.rflow.model.Wire;

/**
 * Credit links between workers: the receiver binds one ROUTER, each sender connects a DEALER to each receiver, and nothing
 * travels that the receiver has not said it has room for. Serves every delivery. Options of the connection:
 * {@code window_records}, {@code window_bytes}, {@code batch_bytes}.
 */
public final class LinkConnectionType implements ConnectionType {
    @Override
    public boolean serves(Wire wire) {
        return wire == Wire.LINK;
    }

    @Override
    public Sender sender(EndSpec spec) {
        return new LinkSender(spec);
    }

    @Override
    public Receiver receiver(EndSpec spec, Inlet inlet) {
        return new LinkReceiver(spec, inlet);
    }

    @Override
    public Broker broker(EndSpec spec) {
        throw new UnsupportedOperationException("a credit link needs no broker");
    }
}
