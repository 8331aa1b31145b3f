package org.rflow.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.rflow.cli.bench.BenchReport;
import org.rflow.cli.bench.Line;
import org.rflow.cli.bench.Series;

/** What a bench found, as a table for people. */
final class BenchText {
    private BenchText() {}

    static List<String> of(BenchReport report) {
        List<String> lines = new ArrayList<>();
        lines.add(report.machine().processors() + " processors, "
                + report.machine().system() + ", Java " + report.machine().java());
        lines.add("medians of " + report.request().repetitions() + " repetitions of "
                + report.request().window().toMillis() / 1000.0
                + " s, in turn; x is against the first line of each block, repetition by repetition");
        TextTable table = new TextTable(
                "measure", "who", ">median", ">min - max", ">CPU s/M msg", ">x", ">min - max", ">CPU x", ">aim", "and");
        String block = "";
        for (Line line : report.lines()) {
            String name = line.measure() + " " + line.name();
            row(table, name.equals(block) ? "" : name, line);
            block = name;
        }
        lines.addAll(table.lines());
        for (Line line : report.lines()) {
            String who = line.measure() + " " + line.name() + ", " + line.contender() + ": ";
            line.failures().forEach(failure -> lines.add("failed: " + who + failure));
            line.skips().forEach(reason -> lines.add("skipped: " + who + reason));
        }
        return lines;
    }

    private static void row(TextTable table, String name, Line line) {
        table.row(
                name,
                line.contender(),
                line.figures().map(series -> line.unit().text(series.median())).orElse("-"),
                line.figures()
                        .map(series -> line.unit().text(series.min()) + " - "
                                + line.unit().text(series.max()))
                        .orElse(""),
                line.cpuPerMillion()
                        .map(series -> String.format(Locale.ROOT, "%.3f", series.median()))
                        .orElse(""),
                line.ratios().map(series -> times(series.median())).orElse(""),
                line.ratios().map(BenchText::range).orElse(""),
                line.cpuRatios().map(series -> times(series.median())).orElse(""),
                line.aim(),
                beside(line));
    }

    private static String range(Series series) {
        return times(series.min()) + " - " + times(series.max());
    }

    private static String times(double ratio) {
        return String.format(Locale.ROOT, "%.2f", ratio);
    }

    private static String beside(Line line) {
        List<String> texts = new ArrayList<>();
        new TreeMap<>(line.beside())
                .forEach((name, value) -> texts.add(name + " " + String.format(Locale.ROOT, "%,.1f", value)));
        return String.join(", ", texts);
    }
}
