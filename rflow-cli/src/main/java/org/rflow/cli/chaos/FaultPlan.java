package org.rflow.cli.chaos;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/** An endless row of faults; the same seed gives the same. Used only by one thread. */
public final class FaultPlan {
    private final RandomGenerator random;
    private final List<Fault.Kind> kinds;
    private final Duration mean;
    private final Duration longestPause;

    /** On average one fault in {@code mean}: each waits between a half and one and a half of it. */
    public FaultPlan(long seed, Set<Fault.Kind> kinds, Duration mean, Duration longestPause) {
        if (kinds.isEmpty()) {
            throw new IllegalArgumentException("no kind of fault");
        }
        // its numbers are the same on every Java
        this.random = new Random(seed);
        this.kinds = List.copyOf(new TreeSet<>(kinds));
        this.mean = mean;
        this.longestPause = longestPause;
    }

    Fault next() {
        Fault.Kind kind = kinds.get(random.nextInt(kinds.size()));
        Duration after = share(mean, 0.5 + random.nextDouble());
        double pick = random.nextDouble();
        return new Fault(kind, after, pick, share(longestPause, random.nextDouble()));
    }

    private static Duration share(Duration whole, double part) {
        return Duration.ofNanos((long) (whole.toNanos() * part));
    }
}
