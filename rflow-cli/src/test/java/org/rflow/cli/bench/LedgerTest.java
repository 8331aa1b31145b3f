package org.rflow.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class LedgerTest {
    private static final Trial UNUSED = room -> Sample.of(0);
    private static final Case SUBJECT = Case.of(
            "100",
            "100 B",
            Unit.MESSAGES_PER_SECOND,
            Contender.of("raw", UNUSED),
            new Contender("RFlow", "≥ 3", UNUSED));

    private final Ledger ledger = new Ledger("hop", SUBJECT);

    @Test
    void dividesWithinEachRepetition() {
        ledger.add(0, Sample.of(10));
        ledger.add(1, Sample.of(40));
        ledger.add(0, Sample.of(100));
        ledger.add(1, Sample.of(200));
        ledger.add(0, Sample.of(20));
        ledger.add(1, Sample.of(60));

        var line = ledger.lines().get(1);

        assertThat(line.ratios()).contains(new Series(List.of(4.0, 2.0, 3.0)));
        assertThat(line.figures().orElseThrow().median()).isEqualTo(60.0);
        assertThat(line.aim()).isEqualTo("≥ 3");
    }

    @Test
    void dividesNothingByARunThatFailed() {
        ledger.failed(0, "it broke");
        ledger.add(1, Sample.of(40));
        ledger.add(0, Sample.of(10));
        ledger.add(1, Sample.of(50));

        var lines = ledger.lines();

        assertThat(lines.get(0).failures()).containsExactly("it broke");
        assertThat(lines.get(0).ratios()).isEmpty();
        assertThat(lines.get(1).ratios()).contains(new Series(List.of(5.0)));
    }

    @Test
    void hasALineForAContenderThatNeverGaveAFigure() {
        ledger.failed(1, "it broke");
        ledger.failed(1, "it broke");

        var line = ledger.lines().get(1);

        assertThat(line.figures()).isEmpty();
        assertThat(line.failures()).containsExactly("it broke");
    }

    @Test
    void takesTheMedianOfWhatIsBesideToo() {
        ledger.add(0, new Sample(1, Optional.of(0.5), Map.of("p99", 7.0)));
        ledger.add(0, new Sample(2, Optional.of(0.7), Map.of("p99", 9.0)));

        var line = ledger.lines().get(0);

        assertThat(line.beside()).containsExactly(Map.entry("p99", 8.0));
        assertThat(line.cpuPerMillion()).contains(new Series(List.of(0.5, 0.7)));
    }
}
