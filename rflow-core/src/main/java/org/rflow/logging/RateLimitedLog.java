package org.rflow.logging;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.Logger;

/** Logs one kind of trouble at most once an interval, and says then how many lines it kept back. Thread safe. */
public final class RateLimitedLog {
    private final Logger log;
    private final Duration interval;
    private final InstantSource clock;
    private Instant next = Instant.MIN;
    private long suppressed;

    public RateLimitedLog(Logger log, Duration interval, InstantSource clock) {
        this.log = log;
        this.interval = interval;
        this.clock = clock;
    }

    public void log(Level level, String message, Object... arguments) {
        long keptBack = admit();
        if (keptBack == 0) {
            log.log(level, message, arguments);
        } else if (keptBack > 0) {
            log.log(level, message, arguments);
            log.log(level, "kept back {} lines like the one before", keptBack);
        }
    }

    /** How many were kept back before this one, or -1 when this one is kept back too. */
    private synchronized long admit() {
        Instant now = clock.instant();
        if (now.isBefore(next)) {
            suppressed++;
            return -1;
        }
        long before = suppressed;
        suppressed = 0;
        next = now.plus(interval);
        return before;
    }
}
