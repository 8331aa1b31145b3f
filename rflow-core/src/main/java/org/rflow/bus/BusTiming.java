package org.rflow.bus;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/** How often a worker beacons, and how long it goes on without having heard the manager. */
public record BusTiming(Duration beaconInterval, Duration gracePeriod) {
    /** How often a worker that the manager has not registered yet tries again. */
    static final Duration REGISTER_INTERVAL = Duration.ofMillis(200);

    /** What holds for peers that are not told. */
    static final BusTiming USUAL = new BusTiming(Duration.ofSeconds(1), Duration.ofSeconds(30));

    public BusTiming {
        requireNonNull(beaconInterval, "beaconInterval");
        requireNonNull(gracePeriod, "gracePeriod");
        if (beaconInterval.isZero() || beaconInterval.isNegative()) {
            throw new IllegalArgumentException("beacon interval is " + beaconInterval + "; it must be positive");
        }
    }
}
