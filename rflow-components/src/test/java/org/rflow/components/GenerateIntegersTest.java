package org.rflow.components;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.rflow.testing.ComponentTester;

final class GenerateIntegersTest {

    @Test
    void countsFromStartToFinishBothSent() {
        var tester =
                ComponentTester.of(GenerateIntegers::new).option("start", "20").option("finish", "30");

        tester.expect("out", 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30)
                .expect("even_odd_out[even]", 20, 22, 24, 26, 28, 30)
                .expect("even_odd_out[odd]", 21, 23, 25, 27, 29)
                .expect("even_odd_out", 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30);
    }

    @Test
    void stopsBeforeAStepThatWouldPassTheFinish() {
        var tester =
                ComponentTester.of(GenerateIntegers::new).option("finish", "10").option("step", "4");

        tester.expect("out", 0, 4, 8);
    }

    @Test
    void sendsTheStartEvenAboveTheFinish() {
        var tester =
                ComponentTester.of(GenerateIntegers::new).option("start", "7").option("finish", "3");

        tester.expect("out", 7).expect("even_odd_out[odd]", 7);
    }

    @Test
    void doesNotOverflowAtTheEndsOfTheNumbers() {
        var top = ComponentTester.of(GenerateIntegers::new)
                .option("start", Long.toString(Long.MAX_VALUE - 1))
                .option("finish", Long.toString(Long.MAX_VALUE));
        var wide = ComponentTester.of(GenerateIntegers::new)
                .option("start", Long.toString(Long.MIN_VALUE))
                .option("finish", Long.toString(Long.MAX_VALUE))
                .option("step", Long.toString(Long.MAX_VALUE));

        top.expect("out", Long.MAX_VALUE - 1, Long.MAX_VALUE);
        wide.expect("out", Long.MIN_VALUE, -1, Long.MAX_VALUE - 1);
    }

    @Test
    void sendsOneNumberAtEachInterval() {
        var tester =
                ComponentTester.of(GenerateIntegers::new).option("finish", "5").option("interval", "0.5s");

        tester.advance(Duration.ofMillis(499)).expect("out");
        tester.advance(Duration.ofMillis(1)).expect("out", 0);
        tester.advance(Duration.ofSeconds(1)).expect("out", 0, 1, 2);
        tester.advance(Duration.ofHours(1)).expect("out", 0, 1, 2, 3, 4, 5);
    }

    @Test
    void sendsManyNumbersOnceEachAlsoOverRestarts() {
        var tester = ComponentTester.of(GenerateIntegers::new).option("finish", "1000");

        tester.expect("out", LongStream.rangeClosed(0, 1000).boxed().toArray());
        assertThat(tester.sent("out")).hasSize(1001);
    }

    @Test
    void refusesAStepBelowOne() {
        ComponentTester.of(GenerateIntegers::new).option("step", "0").expectProblem("option 'step': 0 is below 1");
    }
}
