package org.rflow.cli;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What a user wants to know after a run: how it went, what went over each connection, and where everything is. */
record RunSummary(Application application, Instant began) {
    RunSummary {
        requireNonNull(application, "application");
        requireNonNull(began, "began");
    }

    List<String> lines(RunProgress progress, int exitCode) {
        RunSnapshot end = progress.snapshot();
        List<String> lines = new ArrayList<>();
        String outcome = exitCode == 0 ? "done" : "failed with exit code " + exitCode;
        lines.add(end.flow() + ": " + outcome + " after " + Figures.time(end.elapsed()));
        TextTable table = new TextTable("connection", ">sent", ">received", ">dropped");
        end.connections()
                .forEach(row -> table.row(
                        row.name(),
                        Figures.count(row.sent()),
                        Figures.count(row.received()),
                        Figures.count(row.dropped())));
        if (!table.isEmpty()) {
            table.lines().forEach(line -> lines.add("  " + line));
        }
        List<String> files = RunDirectories.writtenSince(application, began);
        if (!files.isEmpty()) {
            lines.add("files written: " + String.join(", ", files));
        }
        lines.add("application directory: " + application.directory());
        lines.add("log: " + application.logFile());
        return lines;
    }
}
