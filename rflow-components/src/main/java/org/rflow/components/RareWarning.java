package org.rflow.components;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.apache.logging.log4j.Logger;

/** Warns of one kind of trouble at most once a minute, and says then how many warnings it kept back. Thread safe. */
final class RareWarning {
    private static final Duration INTERVAL = Duration.ofMinutes(1);

    private final Logger log;
    private final InstantSource clock;
    private Instant next = Instant.MIN;
    private long keptBack;

    RareWarning(Logger log, InstantSource clock) {
        this.log = log;
        this.clock = clock;
    }

    synchronized void warn(String sentence) {
        Instant now = clock.instant();
        if (now.isBefore(next)) {
            keptBack++;
            return;
        }
        log.warn("{}{}", sentence, keptBack == 0 ? "" : " (and " + keptBack + " times more since the last warning)");
        next = now.plus(INTERVAL);
        keptBack = 0;
    }
}
