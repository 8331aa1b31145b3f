package org.rflow.components;

/**
 * How often which time was measured, in microseconds, to about 3 %: for each power of two 32 boxes of equal width (as HdrHistogram does).
 * Its size does not grow.
 */
final class Latencies {
    private static final int BITS = 5;
    private static final int BOXES = 1 << BITS;

    private final long[] counts = new long[BOXES * (Long.SIZE - BITS + 1)];
    private long count;
    private long greatest;

    /** Times below 0, of clocks that do not agree, count as 0. */
    void add(long micros) {
        long time = Math.max(0, micros);
        counts[box(time)]++;
        count++;
        greatest = Math.max(greatest, time);
    }

    private static int box(long time) {
        int shift = Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(time) - BITS - 1);
        return shift * BOXES + (int) (time >>> shift);
    }

    /** The greatest time that falls into a box. */
    private static long top(int box) {
        int shift = Math.max(0, box / BOXES - 1);
        return ((box - (long) shift * BOXES + 1) << shift) - 1;
    }

    long count() {
        return count;
    }

    long greatest() {
        return greatest;
    }

    /** The time that this part of all, from 0 to 1, did not take longer than; 0 of none. */
    long quantile(double part) {
        long wanted = (long) Math.ceil(part * count);
        long seen = 0;
        for (int box = 0; box < counts.length; box++) {
            seen += counts[box];
            if (seen >= wanted && counts[box] > 0) {
                return Math.min(greatest, top(box));
            }
        }
        return 0;
    }
}
