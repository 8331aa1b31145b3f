package org.rflow.cli.bench;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A line of the result: one contender's figures, one for each repetition that gave one; the CPU seconds of a million messages;
 * both divided by those of the first contender in the same repetition; the medians of what was noted beside; and why there is
 * not more: what failed, and what was not tried.
 */
public record Line(
        String measure,
        String name,
        String contender,
        Unit unit,
        Optional<Series> figures,
        Optional<Series> cpuPerMillion,
        Optional<Series> ratios,
        Optional<Series> cpuRatios,
        String aim,
        Map<String, Double> beside,
        List<String> failures,
        List<String> skips) {
    public Line {
        requireNonNull(measure, "measure");
        requireNonNull(name, "name");
        requireNonNull(contender, "contender");
        requireNonNull(unit, "unit");
        requireNonNull(figures, "figures");
        requireNonNull(cpuPerMillion, "cpuPerMillion");
        requireNonNull(ratios, "ratios");
        requireNonNull(cpuRatios, "cpuRatios");
        requireNonNull(aim, "aim");
        beside = Map.copyOf(beside);
        failures = List.copyOf(failures);
        skips = List.copyOf(skips);
    }
}
