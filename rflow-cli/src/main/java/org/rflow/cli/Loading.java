package org.rflow.cli;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.rflow.config.FlowDocument;
import org.rflow.config.FlowReader;
import org.rflow.model.ComponentType;
import org.rflow.model.Flow;
import org.rflow.model.Locations;
import org.rflow.model.Problem;
import org.rflow.model.Problems;
import org.rflow.plan.Findings;
import org.rflow.plan.Planner;

/** A flow file that was read, checked and planned, with the sentences about what is odd in it but no problem. */
record Loading(Flow flow, List<String> warnings) {
    Loading {
        requireNonNull(flow, "flow");
        warnings = List.copyOf(warnings);
    }

    /**
     * Reads and plans; every problem of the file and of the plan is in one
     * {@link org.rflow.model.InvalidFlowException}.
     */
    static Loading of(Path file, Map<String, String> settings, List<ComponentType> types) {
        return of(file, settings, new Planner(types));
    }

    /** As {@link #of}, but component types that are not here only get a warning: their jars come with the start. */
    static Loading tolerant(Path file, Map<String, String> settings, List<ComponentType> types) {
        return of(file, settings, new Planner(types).allowingUnknownTypes());
    }

    /** Only reads: what is wrong with the file itself is in one {@link org.rflow.model.InvalidFlowException}. */
    static Flow unchecked(Path file, Map<String, String> settings) {
        Problems problems = new Problems();
        FlowDocument document = new FlowReader().read(file, settings, problems);
        problems.throwIfAny(document.locations());
        return document.flow();
    }

    private static Loading of(Path file, Map<String, String> settings, Planner planner) {
        Problems problems = new Problems();
        FlowDocument document = new FlowReader().read(file, settings, problems);
        Findings findings = planner.check(document.flow(), document.locations());
        problems.addAll(findings.problems());
        problems.throwIfAny(document.locations());
        List<Problem> warnings = new ArrayList<>(document.warnings());
        warnings.addAll(findings.warnings());
        return new Loading(
                planner.plan(document.flow(), document.locations()), sentences(warnings, document.locations()));
    }

    private static List<String> sentences(List<Problem> problems, Locations locations) {
        return problems.stream()
                .map(problem -> locations.locate(problem.path()) + ": " + problem.text())
                .toList();
    }

    /** {@code 5 components, 3 shards, 6 workers, 7 connections}. */
    String summary() {
        return counted(flow.components().count(), "component") + ", "
                + counted(flow.shards().size(), "shard") + ", "
                + counted(flow.workers().count(), "worker") + ", "
                + counted(flow.connections().size(), "connection");
    }

    private static String counted(long count, String thing) {
        return count + " " + thing + (count == 1 ? "" : "s");
    }
}
