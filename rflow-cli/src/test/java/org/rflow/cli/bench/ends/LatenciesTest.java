package org.rflow.cli.bench.ends;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LatenciesTest {
    private final Latencies latencies = new Latencies();

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 31, 32, 33, 1_000, 65_535, 65_536, 90_300, 1_234_567_890, Long.MAX_VALUE})
    void keepsEachTimeToThreePercent(long nanos) {
        latencies.add(nanos);

        assertThat(latencies.percentile(0.5)).isCloseTo(nanos, withinPercentage(3.2));
    }

    @Test
    void findsPercentilesAmongMany() {
        for (int i = 1; i <= 1000; i++) {
            latencies.add(i * 1000L);
        }

        assertThat(latencies.percentile(0.5)).isCloseTo(500_000, withinPercentage(3.2));
        assertThat(latencies.percentile(0.99)).isCloseTo(990_000, withinPercentage(3.2));
        assertThat(latencies.percentile(1)).isCloseTo(1_000_000, withinPercentage(3.2));
        assertThat(latencies.count()).isEqualTo(1000);
    }

    @Test
    void hasNoTimeWithoutAny() {
        assertThat(latencies.percentile(0.5)).isZero();
    }
}
