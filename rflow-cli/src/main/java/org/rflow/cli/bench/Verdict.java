package org.rflow.cli.bench;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rflow.cli.bench.ends.EndReport;
import org.rflow.cli.bench.ends.FreshConnections;

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
    /** CPU seconds of a million messages. */
    CPU {
        @Override
        Sample of(List<EndReport> reports, CpuWatch cpu) {
            Sample rate = RATE.of(reports, cpu);
            return Sample.of(rate.cpuPerMillion().orElseThrow(), Map.of("msg/s", rate.value()));
        }
    },
    /** Nanoseconds that a message took for each of two hops inside one process. */
    PER_HOP {
        @Override
        Sample of(List<EndReport> reports, CpuWatch cpu) {
            return each(reports.get(0), 2);
        }
    },
    /** Nanoseconds that a message took. */
    PER_MESSAGE {
        @Override
        Sample of(List<EndReport> reports, CpuWatch cpu) {
            return each(reports.get(0), 1);
        }
    },
    /** How many of a thousand fresh connections were late. */
    LATE {
        @Override
        Sample of(List<EndReport> reports, CpuWatch cpu) {
            EndReport report = reports.get(0);
            return Sample.of(
                    report.get(FreshConnections.LATE) * 1e3 / report.get(FreshConnections.TRIED),
                    Map.of("slowest of the others, ms", report.get(FreshConnections.WORST) / 1e6));
        }

        @Override
        void check(List<EndReport> reports, int receivers) {
            checkCount(reports, receivers);
        }
    },
    /** Several share the messages: how much of what each could do alone, all added, they do together. */
    SHARE {
        @Override
        Sample of(List<EndReport> reports, CpuWatch cpu) {
            double possible = reports.stream()
                    .mapToDouble(report -> report.get(EndReport.MEASURED) * 1e9 / report.get(EndReport.BUSY))
                    .sum();
            double rate = reports.stream().mapToDouble(Verdict::rate).sum();
            return Sample.of(rate / possible, Map.of("msg/s", rate));
        }

        @Override
        void check(List<EndReport> reports, int receivers) {
            checkShares(reports, receivers);
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

    /** Throws a {@link BenchException} when something is missing. */
    void check(List<EndReport> reports, int receivers) {
        checkAll(reports, receivers);
    }

    private static Sample each(EndReport report, int steps) {
        double allocated = report.get(EndReport.ALLOCATED);
        return Sample.of(1e9 / rate(report) / steps, Map.of("B/msg", allocated / report.get(EndReport.MEASURED)));
    }

    /** The receivers were to have every message together. */
    static void checkShares(List<EndReport> reports, int receivers) {
        checkCount(reports, receivers);
        reports.forEach(Verdict::checkWindow);
        long received = sum(reports, EndReport.RECEIVED);
        long sent = reports.stream()
                .filter(report -> report.has(EndReport.SENT))
                .mapToLong(report -> report.get(EndReport.SENT))
                .sum();
        if (sent != received || sum(reports, EndReport.DISORDERS) != 0) {
            throw lost(sent, received, sum(reports, EndReport.DISORDERS));
        }
    }

    private static long sum(List<EndReport> reports, String name) {
        return reports.stream().mapToLong(report -> report.get(name)).sum();
    }

    private static void checkCount(List<EndReport> reports, int receivers) {
        if (reports.size() != receivers) {
            throw new BenchException(reports.size() + " of " + receivers + " receivers left a report");
        }
    }

    private static BenchException lost(long sent, long received, long disorders) {
        return new BenchException(
                sent + " messages were sent and " + received + " arrived, " + disorders + " times out of order");
    }

    /** Every receiver was to have every message: throws a {@link BenchException} when one has not. */
    static void checkAll(List<EndReport> reports, int receivers) {
        checkCount(reports, receivers);
        for (EndReport report : reports) {
            checkWindow(report);
            long received = report.get(EndReport.RECEIVED);
            if (!report.has(EndReport.SENT)) {
                throw new BenchException("the last message did not arrive; " + received + " others did");
            }
            if (report.get(EndReport.SENT) != received || report.get(EndReport.DISORDERS) != 0) {
                throw lost(report.get(EndReport.SENT), received, report.get(EndReport.DISORDERS));
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
