package org.rflow.connections.zeromq;

import org.rflow.connection.Broker;
import org.rflow.connection.ConnectionType;
import org.rflow.connection.EndSpec;
import org.rflow.connection.Inlet;
import org.rflow.connection.Receiver;
import org.rflow.connection.Sender;
import org.rflow.model.Wire;

/**
 * ZeroMQ's own patterns with messages in two frames, for brokers and for programs in other languages: PUSH and PULL for
 * round-robin, XPUB and SUB for broadcast. Who binds and who connects stands in the connection's two ends.
 */
public final class OpenConnectionType implements ConnectionType {
    @Override
    public boolean serves(Wire wire) {
        return wire == Wire.OPEN;
    }

    @Override
    public Sender sender(EndSpec spec) {
        return new OpenSender(spec);
    }

    @Override
    public Receiver receiver(EndSpec spec, Inlet inlet) {
        return new OpenReceiver(spec, inlet);
    }

    @Override
    public Broker broker(EndSpec spec) {
        return new OpenBroker(spec);
    }
}
