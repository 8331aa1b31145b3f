package org.rflow.connections.zeromq;

import java.util.ArrayList;
import java.util.List;
import org.rflow.connection.Inlet;
import org.rflow.connection.Undecodable;
import org.rflow.message.Message;

/** Keeps what it receives; a test opens and shuts it. */
final class KeepingInlet implements Inlet {
    final List<Message> messages = new ArrayList<>();
    final List<String> undecodable = new ArrayList<>();
    volatile boolean open;

    KeepingInlet(boolean open) {
        this.open = open;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void receive(Message message) {
        messages.add(message);
    }

    @Override
    public void undecodable(Undecodable what) {
        undecodable.add(what.type());
    }
}
