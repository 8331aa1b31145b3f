package org.rflow.manager;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.rflow.model.RestartPolicy;
import org.rflow.model.RestartRules;
import org.rflow.model.RestartStrategy;

final class RestartHistoryTest {
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration LATE = Duration.ofMinutes(1);

    private final RestartHistory history = new RestartHistory(new RestartRules(
            RestartPolicy.ON_FAILURE,
            RestartStrategy.ONE,
            3,
            Duration.ofMinutes(10),
            Duration.ofMillis(100),
            Duration.ofMillis(500)));
    private Instant now = Instant.EPOCH;

    @Test
    void doublesThePauseUpToItsLimit() {
        assertThat(pause(SOON, 1)).isEqualTo(Duration.ofMillis(100));
        assertThat(pause(SOON, 1)).isEqualTo(Duration.ofMillis(200));
        assertThat(pause(SOON, 1)).isEqualTo(Duration.ofMillis(400));
        assertThat(pause(SOON, 1)).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void leavesHalfThePauseToChance() {
        assertThat(pause(SOON, 0)).isEqualTo(Duration.ofMillis(50));
        assertThat(pause(SOON, 0.5)).isEqualTo(Duration.ofMillis(150));
    }

    @Test
    void beginsAnewAfterALongLife() {
        pause(SOON, 1);
        pause(SOON, 1);

        assertThat(pause(LATE, 1)).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void isExhaustedAfterSoManyRestartsInTheWindow() {
        pause(SOON, 1);
        pause(SOON, 1);
        assertThat(history.isExhausted(now)).isFalse();
        pause(SOON, 1);
        assertThat(history.isExhausted(now)).isTrue();

        assertThat(history.isExhausted(now.plus(Duration.ofMinutes(11)))).isFalse();
    }

    private Duration pause(Duration lived, double chance) {
        now = now.plus(lived);
        history.ended(now, "ended", lived);
        return history.restart(now, () -> chance);
    }
}
