package org.rflow.cli;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** How much CPU each of some processes uses, from one look to the next: 1 is a whole core. */
final class CpuWatch {
    private final Map<String, Long> pids;
    private final Map<String, Double> shares = new TreeMap<>();
    private Map<String, Double> seconds;
    private long lastNanos;

    CpuWatch(Map<String, Long> pids) throws IOException {
        this.pids = Map.copyOf(pids);
        seconds = seconds();
        lastNanos = System.nanoTime();
    }

    /** Looks again: the share of each process since the last look. */
    Map<String, Double> look() throws IOException {
        Map<String, Double> now = seconds();
        long nanos = System.nanoTime();
        double passed = (nanos - lastNanos) / 1e9;
        now.forEach((name, used) -> shares.put(name, (used - requireNonNull(seconds.get(name))) / passed));
        seconds = now;
        lastNanos = nanos;
        return Map.copyOf(shares);
    }

    private Map<String, Double> seconds() throws IOException {
        Map<String, Double> used = new TreeMap<>();
        for (Map.Entry<String, Long> process : pids.entrySet()) {
            used.put(process.getKey(), new KernelView(process.getValue()).cpuSeconds());
        }
        return used;
    }

    /** The shares of the last look, in hundredths of a core. */
    @Override
    public String toString() {
        Map<String, Long> hundredths = new TreeMap<>();
        shares.forEach((name, share) -> hundredths.put(name, Math.round(share * 100)));
        return hundredths.toString();
    }
}
