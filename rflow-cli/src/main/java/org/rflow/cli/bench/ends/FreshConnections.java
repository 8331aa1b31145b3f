package org.rflow.cli.bench.ends;

import java.nio.file.Path;
import java.util.Map;

/** Counts how many of some fresh connections are not ready after a second. */
public final class FreshConnections {
    /** Connections tried. */
    public static final String TRIED = "tried";
    /** Those not ready in time. */
    public static final String LATE = "late";
    /** The longest that one took of those that were, in nanoseconds. */
    public static final String WORST = "worst";

    private static final long LIMIT_NANOS = 1_000_000_000;

    /** A way to connect. Used by one thread. */
    public interface Kind extends AutoCloseable {
        /** Makes a fresh connection and waits for the answer of its receiver; false when there is none at the deadline. */
        boolean connect(long deadline);

        @Override
        void close();
    }

    private FreshConnections() {}

    /** Makes that many and leaves a report. */
    public static void run(Kind kind, int count, Path directory, String name) {
        long late = 0;
        long worst = 0;
        try (kind) {
            for (int i = 0; i < count; i++) {
                long began = System.nanoTime();
                if (kind.connect(began + LIMIT_NANOS)) {
                    worst = Math.max(worst, System.nanoTime() - began);
                } else {
                    late++;
                }
            }
        }
        new EndReport(Map.of(TRIED, (long) count, LATE, late, WORST, worst)).write(directory, name);
    }
}
