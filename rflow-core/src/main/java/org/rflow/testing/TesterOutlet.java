package org.rflow.testing;

import java.util.List;
import java.util.function.BooleanSupplier;
import org.rflow.component.Outlet;
import org.rflow.message.Message;

/** Keeps what is sent, after an encoding as on any wire; full when the run says so. */
final class TesterOutlet implements Outlet {
    private final List<Message> messages;
    private final BooleanSupplier full;

    TesterOutlet(List<Message> messages, BooleanSupplier full) {
        this.messages = messages;
        this.full = full;
    }

    @Override
    public void send(Message message) {
        message.encodedLength();
        messages.add(message);
    }

    @Override
    public boolean isFull() {
        return full.getAsBoolean();
    }
}
