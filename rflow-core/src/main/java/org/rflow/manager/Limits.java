package org.rflow.manager;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Map;
import org.rflow.bus.BusTiming;
import org.rflow.model.Setting;

/** How long the manager waits for what, as the flow's settings say. */
record Limits(
        Duration beaconInterval,
        int beaconWarning,
        int beaconMisses,
        Duration stuckAfter,
        boolean stuckRestarts,
        Duration startTimeout,
        Duration stopTimeout,
        Duration gracePeriod) {
    /** After a failure the results are incomplete anyway: the others get this long to end in order, or the stop timeout if that is shorter. */
    private static final Duration STOP_AFTER_FAILURE = Duration.ofSeconds(5);

    Limits {
        requireNonNull(beaconInterval, "beaconInterval");
        requireNonNull(stuckAfter, "stuckAfter");
        requireNonNull(startTimeout, "startTimeout");
        requireNonNull(stopTimeout, "stopTimeout");
        requireNonNull(gracePeriod, "gracePeriod");
    }

    static Limits of(Map<String, String> settings) {
        return new Limits(
                Setting.BEACON_INTERVAL.durationIn(settings),
                Integer.parseInt(Setting.BEACON_WARNING.in(settings).strip()),
                Integer.parseInt(Setting.BEACON_MISSES.in(settings).strip()),
                Setting.STUCK_AFTER.durationIn(settings),
                Setting.STUCK_ACTION.in(settings).strip().equalsIgnoreCase("restart"),
                Setting.START_TIMEOUT.durationIn(settings),
                Setting.STOP_TIMEOUT.durationIn(settings),
                Setting.GRACE_PERIOD.durationIn(settings));
    }

    /** What is told to each worker that registers. */
    BusTiming timing() {
        return new BusTiming(beaconInterval, gracePeriod);
    }

    Duration stopAfterFailure() {
        return stopTimeout.compareTo(STOP_AFTER_FAILURE) < 0 ? stopTimeout : STOP_AFTER_FAILURE;
    }
}
