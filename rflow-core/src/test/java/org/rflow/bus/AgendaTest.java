package org.rflow.bus;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class AgendaTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1000);
    private final AtomicInteger wakes = new AtomicInteger();
    private final Agenda agenda = new Agenda(nanos::get, wakes::incrementAndGet);
    private final List<String> done = new ArrayList<>();

    @Test
    void runsAppointmentsInOrderOfTimeThenOfScheduling() {
        agenda.schedule(SECOND.multipliedBy(2), () -> done.add("late"));
        agenda.schedule(SECOND, () -> done.add("first"));
        agenda.schedule(SECOND, () -> done.add("second"));

        advance(SECOND.minusNanos(1));
        assertThat(done).isEmpty();
        advance(Duration.ofNanos(1));
        assertThat(done).containsExactly("first", "second");
        advance(SECOND);

        assertThat(done).containsExactly("first", "second", "late");
    }

    @Test
    void runsNoCancelledAppointment() {
        BusTimer timer = agenda.schedule(SECOND, () -> done.add("never"));
        agenda.schedule(SECOND, () -> done.add("yes"));

        timer.cancel();
        advance(SECOND);
        timer.cancel();

        assertThat(done).containsExactly("yes");
    }

    @Test
    void leavesTasksOfTasksForTheNextTurn() {
        agenda.execute(() -> {
            done.add("a");
            agenda.execute(() -> done.add("b"));
        });

        agenda.run();
        assertThat(done).containsExactly("a");
        assertThat(agenda.quiet(SECOND)).isZero();
        agenda.run();

        assertThat(done).containsExactly("a", "b");
        assertThat(wakes).hasValue(2);
    }

    @Test
    void isQuietUntilTheNextAppointment() {
        assertThat(agenda.quiet(SECOND)).isEqualTo(SECOND);

        agenda.schedule(Duration.ofMillis(300), () -> {});
        nanos.addAndGet(Duration.ofMillis(100).toNanos());
        assertThat(agenda.quiet(SECOND)).isEqualTo(Duration.ofMillis(200));
        nanos.addAndGet(Duration.ofMillis(700).toNanos());

        assertThat(agenda.quiet(SECOND)).isZero();
    }

    private void advance(Duration time) {
        nanos.addAndGet(time.toNanos());
        agenda.run();
    }
}
