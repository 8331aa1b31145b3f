package org.rflow.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What processes hold of the system, looked at again and again: of each name, whose process may be another one each time, and of each
 * process. It has grown when the median of the last third of the looks is more than that of the first third and an allowance.
 */
final class Footprints {
    static final int FEWEST = 6;

    /** What is looked at, and what a process may have more at the end: what comes and goes, and not what comes with each kill. */
    enum Kind {
        DESCRIPTORS(1, 4),
        THREADS(1, 3),
        HEAP_BYTES(1.3, 2_000_000);

        private final double factor;
        private final long more;

        Kind(double factor, long more) {
            this.factor = factor;
            this.more = more;
        }

        private boolean isGrown(long early, long late) {
            return late > early * factor + more;
        }
    }

    private final Map<String, Map<Kind, List<Long>>> looks = new TreeMap<>();

    void look(String name, long pid) throws IOException {
        KernelView process = new KernelView(pid);
        add(name, pid, Kind.DESCRIPTORS, process.descriptors());
        add(name, pid, Kind.THREADS, process.threads());
    }

    void add(String name, long pid, Kind kind, long value) {
        for (String key : List.of(name, name + " as process " + pid)) {
            looks.computeIfAbsent(key, none -> new TreeMap<>())
                    .computeIfAbsent(kind, none -> new ArrayList<>())
                    .add(value);
        }
    }

    /** A line for each that has grown. */
    List<String> grown() {
        List<String> grown = new ArrayList<>();
        looks.forEach((name, kinds) -> kinds.forEach((kind, values) -> {
            if (values.size() >= FEWEST && kind.isGrown(early(values), late(values))) {
                grown.add(kind + " of " + name + ": " + values);
            }
        }));
        return grown;
    }

    /** So many looks there were at it. */
    int count(String name, Kind kind) {
        return looks.getOrDefault(name, Map.of()).getOrDefault(kind, List.of()).size();
    }

    /** A line for each that was looked at often enough: medians of the first and of the last third. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        looks.forEach((name, kinds) -> kinds.forEach((kind, values) -> {
            if (values.size() >= FEWEST) {
                text.append("%s of %s: %d, then %d (%d looks)%n"
                        .formatted(kind, name, early(values), late(values), values.size()));
            }
        }));
        return text.toString();
    }

    private static long early(List<Long> values) {
        return median(values.subList(0, values.size() / 3));
    }

    private static long late(List<Long> values) {
        return median(values.subList(values.size() - values.size() / 3, values.size()));
    }

    private static long median(List<Long> values) {
        List<Long> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 2);
    }
}
