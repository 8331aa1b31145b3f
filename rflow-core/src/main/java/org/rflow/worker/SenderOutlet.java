package org.rflow.worker;

import org.rflow.component.Outlet;
import org.rflow.connection.Sender;
import org.rflow.message.Message;

/** Lets a component's output port send on a connection. */
final class SenderOutlet implements Outlet {
    private final Sender sender;

    SenderOutlet(Sender sender) {
        this.sender = sender;
    }

    @Override
    public void send(Message message) {
        sender.send(message);
    }

    @Override
    public boolean isFull() {
        return sender.isFull();
    }

    @Override
    public boolean isOverrun() {
        return sender.isOverrun();
    }
}
