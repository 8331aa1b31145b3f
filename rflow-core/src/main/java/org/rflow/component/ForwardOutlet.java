package org.rflow.component;

import org.rflow.message.Message;

/** Passes messages on to another output port. */
final class ForwardOutlet implements Outlet {
    private final OutputPort target;

    ForwardOutlet(OutputPort target) {
        this.target = target;
    }

    @Override
    public void send(Message message) {
        target.send(message);
    }

    @Override
    public boolean isFull() {
        return target.outlets().stream().anyMatch(Outlet::isFull);
    }

    @Override
    public boolean isOverrun() {
        return target.outlets().stream().anyMatch(Outlet::isOverrun);
    }

    OutputPort target() {
        return target;
    }
}
