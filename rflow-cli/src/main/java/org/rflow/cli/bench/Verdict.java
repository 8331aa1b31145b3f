package org.rflow.cli.bench;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rflow.cli.bench.ends.EndReport;

/** What the receivers' reports of one run come to. Nothing may be missing, and no window cut short. */
enum Verdict {
    /** Messages a second; each receiver has all of them, so the mean of several counts. */
    RATE {
        @Override
        Sample of(List<EndReport> reports, CpuWatch cpu) {
            double rate = reports.stream().mapToDouble(Verdict::rate).average().orElseThrow();
            EndReport first = reports.get(0);
            long nanos = cpu.between(first.get(EndReport.BEGAN), first.get(EndReport.ENDED));
            double measured = first.get(EndReport.MEASURED);
            return new Sample(rate, Optional.of(nanos / 1e3 / measured), Map.of());
        }
    },
    /** Nanoseconds that a message took for each of two hops inside one process. */
    PER_HOP {
        @Override
        Sample of(List<EndReport> reports, CpuWatch cpu) {
            EndReport report = reports.get(0);
            double allocated = report.get(EndReport.ALLOCATED);
            return Sample.of(1e9 / rate(report) / 2, Map.of("B/msg", allocated / report.get(EndReport.MEASURED)));
        }
    },
    /** The time that half of the messages did not exceed, in microseconds. */
    MEDIAN_TIME {
        @Override
        Sample of(List<EndReport> reports, CpuWatch cpu) {
            EndReport report = reports.get(0);
            long nanos = cpu.between(report.get(EndReport.BEGAN), report.get(EndReport.ENDED));
            return new Sample(
                    report.get(EndReport.P50) / 1e3,
                    Optional.of(nanos / 1e3 / report.get(EndReport.MEASURED)),
                    Map.of(
                            "p90 µs", report.get(EndReport.P90) / 1e3,
                            "p99 µs", report.get(EndReport.P99) / 1e3,
                            "msg/s", rate(report)));
        }
    };

    abstract Sample of(List<EndReport> reports, CpuWatch cpu);

    /** Every receiver was to have every message: throws a {@link BenchException} when one has not. */
    static void checkAll(List<EndReport> reports, int receivers) {
        if (reports.size() != receivers) {
            throw new BenchException(reports.size() + " of " + receivers + " receivers left a report");
        }
        for (EndReport report : reports) {
            checkWindow(report);
            long received = report.get(EndReport.RECEIVED);
            if (!report.has(EndReport.SENT)) {
                throw new BenchException("the last message did not arrive; " + received + " others did");
            }
            if (report.get(EndReport.SENT) != received || report.get(EndReport.DISORDERS) != 0) {
                throw new BenchException(report.get(EndReport.SENT) + " messages were sent and " + received
                        + " arrived, " + report.get(EndReport.DISORDERS) + " times out of order");
            }
        }
    }

    static void checkWindow(EndReport report) {
        if (report.get(EndReport.ENDED) == 0 || report.get(EndReport.MEASURED) == 0) {
            throw new BenchException("the messages came too slowly to be measured; give it more --seconds");
        }
    }

    static double rate(EndReport report) {
        return report.get(EndReport.MEASURED) * 1e9 / (report.get(EndReport.ENDED) - report.get(EndReport.BEGAN));
    }
}
