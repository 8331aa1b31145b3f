package org.rflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BenchCommandTest {
    @TempDir
    private Path directory;

    @Test
    void listsTheMeasures() {
        var outcome = new TestingShell(directory).call("bench", "--list");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out())
                .contains("hop ", "relay ", "latency ", "broadcast ", "fused ", "counters ", "rows ", "endurance ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bench hopp | rflow: measure 'hopp' is unknown; did you mean 'hop'?",
                "bench hop:1000 | rflow: measure 'hop:1000' is unknown; did you mean 'hop:100'?",
                "bench --repetitions 0 | rflow: --repetitions 0: write 1 or more",
                "bench --seconds 0 | rflow: --seconds 0.0: write 0.05 to 3600.0 seconds",
                "bench --minutes 0 | rflow: --minutes 0.0: write 0.05 to 3600.0",
                "bench --warm-up 9999 | rflow: --warm-up 9999.0: write 0.05 to 3600.0 seconds",
            })
    void saysWhatIsWrongBeforeAnythingRuns(String command, String sentence) {
        var outcome = new TestingShell(directory).call(command.split(" "));

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).isEqualTo(sentence + "\n");
        assertThat(outcome.out()).isEmpty();
    }
}
