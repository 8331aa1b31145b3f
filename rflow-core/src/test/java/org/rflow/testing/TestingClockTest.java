package org.rflow.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TestingClockTest {
    private final TestingClock clock = new TestingClock();
    private final List<String> calls = new ArrayList<>();

    private void call(String name) {
        calls.add(name + " "
                + Duration.between(TestingClock.BEGINNING, clock.instant()).toMillis());
    }

    @Test
    void callsTimersInTheOrderOfTheirTimes() {
        clock.after(Duration.ofMillis(30), () -> call("c"));
        clock.after(Duration.ofMillis(10), () -> {
            call("a");
            clock.after(Duration.ofMillis(10), () -> call("b"));
        });
        clock.after(Duration.ofMillis(30), () -> call("d"));

        clock.advance(Duration.ofMillis(29));
        assertThat(calls).containsExactly("a 10", "b 20");
        clock.advance(Duration.ofMillis(1));

        assertThat(calls).containsExactly("a 10", "b 20", "c 30", "d 30");
        assertThat(clock.waiting()).isZero();
    }

    @Test
    void leavesOutCancelledTimers() {
        Runnable cancel = clock.after(Duration.ofMillis(10), () -> call("a"));
        cancel.run();

        clock.advance(Duration.ofSeconds(1));

        assertThat(calls).isEmpty();
        assertThat(clock.millis()).isEqualTo(TestingClock.BEGINNING.toEpochMilli() + 1000);
    }
}
