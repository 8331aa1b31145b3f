package org.rflow.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.rflow.cli.bench.BenchReport;
import org.rflow.cli.bench.Line;
import org.rflow.cli.bench.Series;

/** What a bench found, for scripts. */
final class BenchJson {
    private BenchJson() {}

    static Map<String, Object> of(BenchReport report) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("version", Version.text());
        all.put("system", report.machine().system());
        all.put("processors", report.machine().processors());
        all.put("java", report.machine().java());
        all.put("repetitions", report.request().repetitions());
        all.put("seconds", report.request().window().toMillis() / 1000.0);
        all.put("complete", report.isComplete());
        List<Map<String, Object>> lines =
                report.lines().stream().map(BenchJson::line).toList();
        all.put("lines", lines);
        return all;
    }

    private static Map<String, Object> line(Line line) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("measure", line.measure());
        all.put("case", line.name());
        all.put("contender", line.contender());
        all.put("unit", line.unit().name().toLowerCase(Locale.ROOT));
        line.figures().ifPresent(series -> all.put("figure", series(series)));
        line.cpuPerMillion().ifPresent(series -> all.put("cpu_seconds_per_million", series(series)));
        line.ratios().ifPresent(series -> all.put("ratio", series(series)));
        line.cpuRatios().ifPresent(series -> all.put("cpu_ratio", series(series)));
        if (!line.aim().isEmpty()) {
            all.put("aim", line.aim());
        }
        if (!line.beside().isEmpty()) {
            all.put("beside", new TreeMap<>(line.beside()));
        }
        if (!line.failures().isEmpty()) {
            all.put("failures", line.failures());
        }
        if (!line.skips().isEmpty()) {
            all.put("skipped", line.skips());
        }
        return all;
    }

    private static Map<String, Object> series(Series series) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("median", series.median());
        all.put("min", series.min());
        all.put("max", series.max());
        all.put("values", series.values());
        return all;
    }
}
