package org.rflow.components;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.rflow.message.CoreTypes;
import org.rflow.testing.ComponentTester;
import org.rflow.testing.TestingClock;

final class ClockTest {

    @Test
    void ticksAfterEachInterval() {
        var tester = ComponentTester.of(Clock::new)
                .option("name", "minutes")
                .option("tick_interval", "1m")
                .advance(Duration.ofSeconds(59))
                .expect("tick_port")
                .advance(Duration.ofSeconds(61));

        assertThat(tester.sent("tick_port"))
                .hasSize(2)
                .allSatisfy(tick -> assertThat(tick.type()).isEqualTo(CoreTypes.TICK));
        GenericRecord second = (GenericRecord) tester.sent("tick_port").get(1).data();
        assertThat(second.get("name")).hasToString("minutes");
        assertThat(second.get("timestamp"))
                .isEqualTo(TestingClock.BEGINNING.plusSeconds(120).toEpochMilli());
    }

    @Test
    void ticksEverySecondByDefault() {
        var tester = ComponentTester.of(Clock::new).advance(Duration.ofMillis(2500));

        assertThat(tester.sent("tick_port")).hasSize(2);
    }

    @Test
    void takesBareNumbersAsSeconds() {
        var tester =
                ComponentTester.of(Clock::new).option("tick_interval", "0.5").advance(Duration.ofSeconds(2));

        assertThat(tester.sent("tick_port")).hasSize(4);
    }

    @Test
    void refusesAnIntervalOfNothing() {
        ComponentTester.of(Clock::new)
                .option("tick_interval", "0")
                .expectProblem("option 'tick_interval': must be above 0");
    }
}
