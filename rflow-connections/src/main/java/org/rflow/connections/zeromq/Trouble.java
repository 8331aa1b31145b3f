package org.rflow.connections.zeromq;

import java.time.Duration;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.rflow.zmq.LogLimit;

/** Counts what a connection's peers do wrong, and logs a line of it now and then. Used only by the loop thread. */
final class Trouble {
    private static final Logger LOG = LogManager.getLogger(Trouble.class);
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private final String connection;
    private final LogLimit brokenLog = new LogLimit(INTERVAL);
    private final LogLimit lostLog = new LogLimit(INTERVAL);
    private long broken;

    Trouble(String connection) {
        this.connection = connection;
    }

    /** A frame that makes no sense was ignored. */
    void broken(String peer, String what) {
        broken++;
        long heldBack = brokenLog.ask();
        if (heldBack >= 0) {
            LOG.warn("connection '{}': ignored {} from {} ({} more like it)", connection, what, peer, heldBack);
        }
    }

    /** Records that were sent never came. */
    void lost(String peer, long records) {
        long heldBack = lostLog.ask();
        if (heldBack >= 0) {
            LOG.error(
                    "connection '{}': {} records from {} were lost on the way ({} more such lines)",
                    connection,
                    records,
                    peer,
                    heldBack);
        }
    }

    long brokenFrames() {
        return broken;
    }
}
