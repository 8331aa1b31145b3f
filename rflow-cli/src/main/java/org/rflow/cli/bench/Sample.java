package org.rflow.cli.bench;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What one run gave: the figure, the CPU seconds of a million messages where they were taken, and figures beside it. */
record Sample(double value, Optional<Double> cpuPerMillion, Map<String, Double> beside) {
    Sample {
        requireNonNull(cpuPerMillion, "cpuPerMillion");
        beside = Map.copyOf(new TreeMap<>(beside));
    }

    static Sample of(double value) {
        return new Sample(value, Optional.empty(), Map.of());
    }

    static Sample of(double value, Map<String, Double> beside) {
        return new Sample(value, Optional.empty(), beside);
    }
}
