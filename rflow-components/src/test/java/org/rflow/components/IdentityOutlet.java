package org.rflow.components;

import java.util.ArrayList;
import java.util.List;
import org.rflow.component.Outlet;
import org.rflow.message.Identities;
import org.rflow.message.Lineage;
import org.rflow.message.Message;

/** Notes who the messages are that are sent: 0 for one that is nobody. */
final class IdentityOutlet implements Outlet {
    final List<Long> identities = new ArrayList<>();
    private final Lineage lineage;

    IdentityOutlet(Lineage lineage) {
        this.lineage = lineage;
    }

    @Override
    public void send(Message message) {
        identities.add(lineage.origin() == Identities.NOBODY ? 0 : lineage.position() * 31 + lineage.path(1));
    }

    @Override
    public boolean isFull() {
        return false;
    }
}
