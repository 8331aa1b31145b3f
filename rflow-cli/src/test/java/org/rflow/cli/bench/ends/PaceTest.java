package org.rflow.cli.bench.ends;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class PaceTest {
    private final Pace pace = new Pace(1000, Duration.ofMillis(10));

    @Test
    void givesLateMessagesTheTimeTheyShouldHaveHad() {
        assertThat(pace.due(5_000_000)).isEqualTo(1);
        assertThat(pace.take()).isEqualTo(5_000_000);

        assertThat(pace.due(7_500_000)).isEqualTo(2);
        assertThat(pace.take()).isEqualTo(6_000_000);
        assertThat(pace.take()).isEqualTo(7_000_000);
        assertThat(pace.due(7_600_000)).isZero();
    }

    @Test
    void isOverAfterItsTime() {
        assertThat(pace.due(5_000_000)).isEqualTo(1);

        assertThat(pace.isOver(14_999_999)).isFalse();
        assertThat(pace.isOver(15_000_000)).isTrue();
    }
}
