package org.rflow.worker;

import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.rflow.component.ComponentRunner;
import org.rflow.connection.Sender;
import org.rflow.model.Counts;

/**
 * Tells a source how far what it read has been processed by the workers it sends to: a position is done once as many messages
 * are confirmed as had been sent when it was given. Looked at now and then, not per message. Used only by the loop thread.
 */
final class Positions {
    private final ComponentRunner runner;
    private @Nullable String latest;
    private @Nullable String waiting;
    private long target;

    Positions(ComponentRunner runner) {
        this.runner = runner;
    }

    void sent(String position) {
        latest = position;
    }

    /** {@code senders}: all that the source's messages can leave the worker by. */
    void check(Collection<Sender> senders) throws Exception {
        long sent = 0;
        long confirmed = 0;
        for (Sender sender : senders) {
            Counts counts = sender.counts();
            sent += counts.messages();
            confirmed += counts.messages() - counts.inFlight();
        }
        if (waiting != null && confirmed >= target) {
            runner.positionDone(waiting);
            waiting = null;
        }
        if (waiting == null && latest != null) {
            waiting = latest;
            latest = null;
            target = sent;
            if (confirmed >= target) {
                check(senders);
            }
        }
    }
}
