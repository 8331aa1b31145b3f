package org.rflow.manager;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Sees which workers have stopped beaconing. Used only by the manager's thread, which calls {@link #check} every beacon
 * interval. Time in which the manager itself did not run is nobody's fault: after such a gap every worker begins anew.
 */
final class BeaconWatch {
    private static final int FORGIVEN_AT = 2;

    private final InstantSource clock;
    private final Duration interval;
    private final int warning;
    private final int fatal;
    private final Map<WorkerHandle, Sighting> seen = new LinkedHashMap<>();
    private Instant checked;

    private record Sighting(Instant time, boolean warned) {}

    /** What {@link #check} finds: a worker has now missed that many beacons, enough to be told of or to be killed. */
    record Miss(WorkerHandle worker, int beacons, boolean isFatal) {}

    BeaconWatch(InstantSource clock, Duration interval, int warning, int fatal) {
        this.clock = clock;
        this.interval = interval;
        this.warning = warning;
        this.fatal = fatal;
        this.checked = clock.instant();
    }

    /** The worker has been heard; true if it had been missed. */
    boolean heard(WorkerHandle worker) {
        Sighting before = seen.put(worker, new Sighting(clock.instant(), false));
        return before != null && before.warned();
    }

    void forget(WorkerHandle worker) {
        seen.remove(worker);
    }

    /** Each miss of a worker is told twice: as a warning, and when it is fatal; then the worker is forgotten. */
    List<Miss> check() {
        Instant now = clock.instant();
        boolean late = Duration.between(checked, now).compareTo(interval.multipliedBy(FORGIVEN_AT)) > 0;
        checked = now;
        if (late) {
            seen.replaceAll((worker, sighting) -> new Sighting(now, sighting.warned()));
            return List.of();
        }
        List<Miss> misses = new ArrayList<>();
        for (Map.Entry<WorkerHandle, Sighting> entry : seen.entrySet()) {
            int missed = (int) Duration.between(entry.getValue().time(), now).dividedBy(interval);
            if (missed >= fatal) {
                misses.add(new Miss(entry.getKey(), missed, true));
            } else if (missed >= warning && !entry.getValue().warned()) {
                entry.setValue(new Sighting(entry.getValue().time(), true));
                misses.add(new Miss(entry.getKey(), missed, false));
            }
        }
        misses.stream().filter(Miss::isFatal).forEach(miss -> seen.remove(miss.worker()));
        return misses;
    }
}
