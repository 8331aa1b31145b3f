package org.rflow.cli;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.rflow.bus.LetterCount;
import org.rflow.deadletters.DeadLettersException;

/** What a user wants to know after a run: how it went, what went over each connection, and where everything is. */
record RunSummary(Application application, String database, Instant began) {
    RunSummary {
        requireNonNull(application, "application");
        requireNonNull(database, "database");
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
        deadLetters().ifPresent(lines::add);
        List<String> files = RunDirectories.writtenSince(application, began);
        if (!files.isEmpty()) {
            lines.add("files written: " + String.join(", ", files));
        }
        lines.add("application directory: " + application.directory());
        lines.add("log: " + application.logFile());
        return lines;
    }

    private Optional<String> deadLetters() {
        try {
            List<LetterCount> waiting = new LetterBox(application).waiting();
            String each = waiting.stream()
                    .map(letters -> letters.component() + " " + Figures.count(letters.waiting()))
                    .collect(Collectors.joining(", "));
            return waiting.isEmpty()
                    ? Optional.empty()
                    : Optional.of("dead letters: " + each + "; rflow dead-letters list -d " + database);
        } catch (DeadLettersException unreadable) {
            return Optional.of("dead letters: " + unreadable.getMessage());
        }
    }
}
