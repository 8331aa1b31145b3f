package org.rflow.component;

import java.util.Collection;
import org.rflow.message.Message;

/** Keeps what is sent. */
final class CollectingOutlet implements Outlet {
    private final Collection<Message> messages;

    CollectingOutlet(Collection<Message> messages) {
        this.messages = messages;
    }

    @Override
    public void send(Message message) {
        messages.add(message);
    }

    @Override
    public boolean isFull() {
        return false;
    }
}
