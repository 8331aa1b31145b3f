package org.rflow.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rflow.cli.bench.ends.EndReport;

final class VerdictTest {
    private static final Map<String, Long> GOOD = Map.of(
            EndReport.RECEIVED, 900L,
            EndReport.SENT, 900L,
            EndReport.DISORDERS, 0L,
            EndReport.BEGAN, 1_000_000_000L,
            EndReport.ENDED, 1_500_000_000L,
            EndReport.MEASURED, 400L);

    @Test
    void countsMessagesOfTheWindowOnly() {
        assertThat(Verdict.rate(new EndReport(GOOD))).isEqualTo(800.0);
    }

    @Test
    void acceptsAReportWithoutALoss() {
        Verdict.checkAll(List.of(new EndReport(GOOD)), 1);
    }

    @Test
    void refusesALoss() {
        assertThatThrownBy(() -> Verdict.checkAll(List.of(with(EndReport.SENT, 901)), 1))
                .isInstanceOf(BenchException.class)
                .hasMessage("901 messages were sent and 900 arrived, 0 times out of order");
    }

    @Test
    void refusesDisorder() {
        assertThatThrownBy(() -> Verdict.checkAll(List.of(with(EndReport.DISORDERS, 2)), 1))
                .hasMessage("900 messages were sent and 900 arrived, 2 times out of order");
    }

    @Test
    void refusesAWindowThatDidNotEnd() {
        assertThatThrownBy(() -> Verdict.checkAll(List.of(with(EndReport.ENDED, 0)), 1))
                .hasMessage("the messages came too slowly to be measured; give it more --seconds");
    }

    @Test
    void refusesAReceiverWithoutAReport() {
        assertThatThrownBy(() -> Verdict.checkAll(List.of(new EndReport(GOOD)), 3))
                .hasMessage("1 of 3 receivers left a report");
    }

    private static EndReport with(String name, long value) {
        Map<String, Long> figures = new HashMap<>(GOOD);
        figures.put(name, value);
        return new EndReport(figures);
    }
}
