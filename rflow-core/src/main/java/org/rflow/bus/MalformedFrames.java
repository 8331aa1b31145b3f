package org.rflow.bus;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.rflow.zmq.LogLimit;

/** Counts the frames that were ignored, and logs at most one of them in ten seconds. Thread safe. */
final class MalformedFrames {
    private static final Logger LOG = LogManager.getLogger(MalformedFrames.class);

    private final String where;
    private final LogLimit limit = new LogLimit(Duration.ofSeconds(10));
    private final AtomicLong total = new AtomicLong();

    MalformedFrames(String where) {
        this.where = where;
    }

    void count(MalformedFrameException reason) {
        total.incrementAndGet();
        long heldBack = limit.ask();
        if (heldBack >= 0) {
            LOG.warn("{} ignored a frame: {} ({} more since the last such line)", where, reason.getMessage(), heldBack);
        }
    }

    long total() {
        return total.get();
    }
}
