package org.rflow.component;

import org.jspecify.annotations.Nullable;
import org.rflow.message.Message;

/**
 * The direct link: hands the same immutable message object to a component of the same worker. It is full while what that
 * component leads to is full; the gates see through it (see {@link ComponentRunner#reachable}).
 */
public final class DirectOutlet implements Outlet {
    private final InputPort target;
    private final Arrival arrival;
    private long sent;

    public DirectOutlet(InputPort target, @Nullable String key, String connection) {
        this.target = target;
        this.arrival = new Arrival(target, key, connection);
    }

    @Override
    public void send(Message message) {
        sent++;
        target.runner().deliver(arrival, message);
    }

    @Override
    public boolean isFull() {
        return false;
    }

    /** Messages handed over so far. */
    public long sent() {
        return sent;
    }

    InputPort target() {
        return target;
    }
}
