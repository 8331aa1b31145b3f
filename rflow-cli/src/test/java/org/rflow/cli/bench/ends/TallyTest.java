package org.rflow.cli.bench.ends;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TallyTest {
    private static final Timing AT_ONCE = new Timing(Duration.ZERO, Duration.ZERO);

    @TempDir
    private Path directory;

    @Test
    void seesWhatIsMissing() {
        var tally = Tally.ofMany(AT_ONCE);

        tally.arrived(0, 0);
        tally.arrived(2, 0);
        tally.arrived(Payload.end(3), 0);

        assertThat(tally.isEnded()).isTrue();
        assertThat(tally.report().get(EndReport.RECEIVED)).isEqualTo(2);
        assertThat(tally.report().get(EndReport.SENT)).isEqualTo(3);
        assertThat(tally.report().get(EndReport.DISORDERS)).isEqualTo(1);
    }

    @Test
    void allowsGapsToOneOfSeveralButNoStepBack() {
        var tally = Tally.ofShare(AT_ONCE);

        tally.arrived(3, 0);
        tally.arrived(9, 0);
        assertThat(tally.report().get(EndReport.DISORDERS)).isZero();

        tally.arrived(8, 0);
        assertThat(tally.report().get(EndReport.DISORDERS)).isEqualTo(1);
    }

    @Test
    void measuresAfterTheWarmUp() {
        var tally = Tally.ofTimes(AT_ONCE);

        for (long number = 0; tally.report().get(EndReport.ENDED) == 0; number++) {
            tally.arrived(number, System.nanoTime());
        }

        // the first begins the warm-up, the second ends it, the third is measured
        assertThat(tally.report().get(EndReport.RECEIVED)).isEqualTo(3);
        assertThat(tally.report().get(EndReport.MEASURED)).isEqualTo(1);
        assertThat(tally.report().get(EndReport.P50)).isPositive();
    }

    @Test
    void reportsSurviveTheirFile() {
        var tally = Tally.ofTimes(AT_ONCE);
        tally.arrived(0, 0);
        tally.arrived(Payload.end(1), 0);

        tally.report().write(directory, "sink");

        assertThat(EndReport.readAll(directory)).containsExactly(tally.report());
    }
}
