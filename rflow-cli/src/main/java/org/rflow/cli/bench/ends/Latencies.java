package org.rflow.cli.bench.ends;

/**
 * How often which time was seen, at a resolution of about 3 %: 32 equal steps between one power of two and the next, as in
 * Gil Tene's HdrHistogram. Not thread safe.
 */
public final class Latencies {
    private static final int STEP_BITS = 5;
    private static final int STEPS = 1 << STEP_BITS;

    private final long[] counts = new long[STEPS * (Long.SIZE - STEP_BITS)];
    private long total;

    /** Adds a time in nanoseconds; one below zero counts as zero. */
    public void add(long nanos) {
        counts[bucket(Math.max(0, nanos))]++;
        total++;
    }

    public long count() {
        return total;
    }

    /** The time that this part of all times, 0 to 1, does not exceed; 0 when there is none. */
    public long percentile(double part) {
        long wanted = Math.max(1, (long) Math.ceil(part * total));
        long seen = 0;
        for (int bucket = 0; bucket < counts.length; bucket++) {
            seen += counts[bucket];
            if (seen >= wanted) {
                return middle(bucket);
            }
        }
        return 0;
    }

    private static int bucket(long nanos) {
        if (nanos < STEPS) {
            return (int) nanos;
        }
        int shift = Long.SIZE - 1 - Long.numberOfLeadingZeros(nanos) - STEP_BITS;
        return (shift + 1) * STEPS + (int) (nanos >>> shift) - STEPS;
    }

    private static long middle(int bucket) {
        if (bucket < STEPS) {
            return bucket;
        }
        int shift = bucket / STEPS - 1;
        long low = (long) (bucket % STEPS + STEPS) << shift;
        return low + ((1L << shift) >> 1);
    }
}
