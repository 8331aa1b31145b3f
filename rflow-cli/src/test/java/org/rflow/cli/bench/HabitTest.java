package org.rflow.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.rflow.cli.bench.ends.Timing;

final class HabitTest {
    @Test
    void pairsAreRunThreeTimesAsOften() {
        assertThat(Habit.THREEFOLD.repetitions(request(Duration.ofMinutes(10)))).isEqualTo(15);
        assertThat(Habit.USUAL.repetitions(request(Duration.ofMinutes(10)))).isEqualTo(5);
        assertThat(Habit.WHEN_NAMED.repetitions(request(Duration.ofMinutes(10))))
                .isOne();
    }

    @Test
    void whatTakesLongMeasuresFromItsFirstMinuteOn() {
        assertThat(Habit.WHEN_NAMED.timing(request(Duration.ofMinutes(10))))
                .isEqualTo(new Timing(Duration.ofMinutes(1), Duration.ofMinutes(9)));
        assertThat(Habit.WHEN_NAMED.timing(request(Duration.ofSeconds(20))))
                .isEqualTo(new Timing(Duration.ofSeconds(10), Duration.ofSeconds(10)));
    }

    @Test
    void whatTakesLongRunsOnlyWhenNamed() {
        Measure measure = new Measure(
                "long", "", Habit.WHEN_NAMED, List.of(Case.of("a", "a", Unit.PART, Contender.of("x", room -> {
                    throw new BenchException("not run here");
                }))));

        assertThat(measure.selected(List.of()).cases()).isEmpty();
        assertThat(measure.selected(List.of("long")).cases()).hasSize(1);
    }

    private static BenchRequest request(Duration endurance) {
        return new BenchRequest(
                List.of(), 5, Duration.ofSeconds(3), Duration.ofSeconds(1), endurance, Optional.empty());
    }
}
