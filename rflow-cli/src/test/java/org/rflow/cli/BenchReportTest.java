package org.rflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.rflow.cli.bench.BenchReport;
import org.rflow.cli.bench.BenchRequest;
import org.rflow.cli.bench.Line;
import org.rflow.cli.bench.Machine;
import org.rflow.cli.bench.Series;
import org.rflow.cli.bench.Unit;
import tools.jackson.databind.json.JsonMapper;

final class BenchReportTest {
    private static final BenchReport REPORT = new BenchReport(
            new Machine("Linux 1 x", 2, "17"),
            new BenchRequest(
                    List.of(),
                    2,
                    Duration.ofMillis(1500),
                    Duration.ofMillis(500),
                    Duration.ofMinutes(10),
                    Optional.empty()),
            List.of(
                    line("raw", Optional.of(series(2e6, 4e6)), Optional.empty(), Map.of(), List.of()),
                    line(
                            "RFlow",
                            Optional.of(series(8e6, 8e6)),
                            Optional.of(series(4, 2)),
                            Map.of("p99 µs", 9.0),
                            List.of()),
                    line("other", Optional.empty(), Optional.empty(), Map.of(), List.of("it broke"))));

    @Test
    void showsATableAndWhatWentWrong() {
        assertThat(BenchText.of(REPORT))
                .containsExactly(
                        "2 processors, Linux 1 x, Java 17",
                        "medians of 2 repetitions of 0.5 s, in turn; x is against the first line of each block,"
                                + " repetition by repetition",
                        "measure    who      median            min - max  CPU s/M msg     x    min - max  CPU x    aim  and",
                        "hop 100 B  raw    3.00 M/s  2.00 M/s - 4.00 M/s        0.200",
                        "           RFlow  8.00 M/s  8.00 M/s - 8.00 M/s        0.200  3.00  2.00 - 4.00   0.60  ≥ 3 x  p99 µs 9.0",
                        "           other         -                             0.200",
                        "failed: hop 100 B, other: it broke");
    }

    @Test
    void givesScriptsEveryValue() {
        var json = JsonMapper.shared().readTree(Json.of(BenchJson.of(REPORT)));

        assertThat(json.at("/complete").asBoolean()).isFalse();
        assertThat(json.at("/seconds").asDouble()).isEqualTo(0.5);
        assertThat(json.at("/lines/0/figure/median").asDouble()).isEqualTo(3e6);
        assertThat(json.at("/lines/1/ratio/values/0").asDouble()).isEqualTo(4);
        assertThat(json.at("/lines/1/cpu_ratio/max").asDouble()).isEqualTo(0.7);
        assertThat(json.at("/lines/1/unit").asString()).isEqualTo("messages_per_second");
        assertThat(json.at("/lines/2/failures/0").asString()).isEqualTo("it broke");
        assertThat(json.at("/lines/2").has("figure")).isFalse();
    }

    private static Line line(
            String contender,
            Optional<Series> figures,
            Optional<Series> ratios,
            Map<String, Double> beside,
            List<String> failures) {
        String aim = ratios.isPresent() ? "≥ 3 x" : "";
        Optional<Series> cpu = Optional.of(series(0.2, 0.2));
        return new Line(
                "hop",
                "100 B",
                contender,
                Unit.MESSAGES_PER_SECOND,
                figures,
                cpu,
                ratios,
                ratios.map(series -> series(0.5, 0.7)),
                aim,
                beside,
                failures,
                List.of());
    }

    private static Series series(double... values) {
        return new Series(Arrays.stream(values).boxed().toList());
    }
}
