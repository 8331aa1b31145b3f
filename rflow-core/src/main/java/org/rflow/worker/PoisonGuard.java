package org.rflow.worker;

import org.rflow.message.Lineage;
import org.rflow.message.MessageException;

/** Notes which message of a connection is in process, and keeps out those at which the worker died before. Used only by the loop thread. */
final class PoisonGuard {
    private final NowProcessing now;
    private final Lineage lineage;
    private final long edge;

    PoisonGuard(NowProcessing now, Lineage lineage, String connection) {
        this.now = now;
        this.lineage = lineage;
        edge = Lineage.number(connection);
    }

    /** Whether the message that comes next killed the worker before; else it counts as in process until {@link #end}. */
    boolean refuses() {
        long origin = lineage.origin();
        if (origin == Lineage.NO_ORIGIN.id()) {
            return false;
        }
        long position = lineage.position();
        long path = lineage.path(edge);
        if (now.isPoison(origin, position, path)) {
            return true;
        }
        now.begin(origin, position, path);
        return false;
    }

    void end() {
        now.end();
    }

    static MessageException poison() {
        return new MessageException(
                "its worker died " + NowProcessing.DEATHS + " times while it had this message in process");
    }
}
