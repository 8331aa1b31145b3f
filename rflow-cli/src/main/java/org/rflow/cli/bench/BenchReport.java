package org.rflow.cli.bench;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** What was measured, on what machine, how, and what came out. */
public record BenchReport(Machine machine, BenchRequest request, List<Line> lines) {
    public BenchReport {
        requireNonNull(machine, "machine");
        requireNonNull(request, "request");
        lines = List.copyOf(lines);
    }

    /** Whether every run gave its figure. */
    public boolean isComplete() {
        return lines.stream().allMatch(line -> line.failures().isEmpty());
    }
}
