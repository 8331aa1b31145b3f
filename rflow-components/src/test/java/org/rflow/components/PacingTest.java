package org.rflow.components;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rflow.message.Message;
import org.rflow.testing.ComponentTester;
import org.rflow.testing.ComponentTester.Mode;

/** {@code delay}, {@code throttle} and {@code sample}. Messages that wait are not acknowledged, so they are no state. */
final class PacingTest {

    private static ComponentTester delay(String time) {
        return ComponentTester.of(Delay::new)
                .modes(Mode.ITEM_BY_ITEM, Mode.ALL_AT_ONCE, Mode.REFUSING)
                .option("time", time);
    }

    private static ComponentTester throttle(String rate) {
        return ComponentTester.of(Throttle::new)
                .modes(Mode.ITEM_BY_ITEM, Mode.ALL_AT_ONCE, Mode.REFUSING)
                .option("rate", rate);
    }

    @Test
    void delaysEachMessageByTheSameTime() {
        var tester = delay("10s").send(1).advance(Duration.ofSeconds(4)).send(2, 3);

        tester.advance(Duration.ofMillis(5999)).advance(Duration.ofMillis(1)).then(context -> {});
        tester.advance(Duration.ofSeconds(4)).expect("out", 1, 2, 3).expect("errored");
    }

    @Test
    void sendsNothingBeforeItsTime() {
        var early = delay("10s")
                .modes(Mode.ITEM_BY_ITEM)
                .send(1)
                .advance(Duration.ofSeconds(10))
                .send(2, 3)
                .advance(Duration.ofSeconds(9));

        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> early.sent("out")))
                .hasMessageContaining("2 receipts were never released");
        early.advance(Duration.ofSeconds(1)).expect("out", 1, 2, 3);
    }

    @Test
    void passesEverythingOnWithoutADelay() {
        delay("0s").send(1, 2).expect("out", 1, 2);
    }

    @Test
    void wantsAPlaceForAtLeastOneMessage() {
        delay("1s").option("max_waiting", "0").expectProblem("option 'max_waiting': 0 is not between 1 and 10000000");
    }

    @Test
    void sendsOneAfterTheOtherAtTheRate() {
        var tester = throttle("2").send(1, 2, 3, 4).advance(Duration.ofMillis(1500));

        tester.expect("out", 1, 2, 3, 4).expect("dropped").expect("errored");
    }

    @Test
    void refusesARateThatNobodyLivesToSee() {
        throttle("0.000000000001")
                .expectProblem("option 'rate': at 0.000000000001 a second 'burst' 1 takes more than 10^9 s");
        throttle("0.0000001").option("burst", "1000").expectProblem("write a higher rate, or a lower 'burst'");
        throttle("0.000000001").send(1).expect("out", 1);
    }

    @Test
    void dropsWhatComesFasterThanTheRate() {
        throttle("2")
                .option("over", "drop")
                .send(1, 2)
                .advance(Duration.ofMillis(499))
                .send(3)
                .advance(Duration.ofMillis(1))
                .send(4, 5)
                .advance(Duration.ofSeconds(10))
                .send(6, 7)
                .expect("out", 1, 4, 6)
                .expect("dropped", 2, 3, 5, 7);
    }

    @Test
    void letsABurstThroughAfterAPause() {
        throttle("1")
                .option("over", "drop")
                .option("burst", "3")
                .send(1, 2, 3, 4)
                .advance(Duration.ofSeconds(1))
                .send(5, 6)
                .advance(Duration.ofSeconds(10))
                .send(7, 8, 9, 10)
                .expect("out", 1, 2, 3, 5, 7, 8, 9)
                .expect("dropped", 4, 6, 10);
    }

    @Test
    void spreadsHighRatesOverHundredthsOfASecond() {
        Object[] numbers = java.util.stream.IntStream.range(0, 100).boxed().toArray();

        var tester = throttle("1000").option("over", "drop").send(numbers);

        assertThat(tester.sent("out")).hasSize(10);
    }

    @Test
    void refusesRatesThatAreNone() {
        throttle("0").expectProblem("option 'rate': 0 is not above 0");
        throttle("1").option("burst", "0").expectProblem("option 'burst': 0 is not between 1 and 1000000");
    }

    @Test
    void sendsTheFirstOfEverySoMany() {
        ComponentTester.of(Sample::new)
                .modes(Mode.ITEM_BY_ITEM, Mode.ALL_AT_ONCE, Mode.REFUSING)
                .option("every", "3")
                .send(1, 2, 3, 4, 5)
                .expect("out", 1, 4)
                .expect("dropped", 2, 3, 5);
    }

    @Test
    void sendsAShareByChance() {
        double[] next = {0};

        ComponentTester.of(() -> new Sample(() -> (next[0] += 0.25) % 1))
                .modes(Mode.ITEM_BY_ITEM)
                .option("share", "0.5")
                .send(1, 2, 3, 4, 5)
                .expect("out", 1, 4, 5)
                .expect("dropped", 2, 3);
    }

    @Test
    void samplesTheSameKeysEverywhere() {
        Object[] rows = java.util.stream.IntStream.range(0, 2000)
                .mapToObj(i -> Map.of("customer", "c" + i % 1000))
                .toArray();

        var sent = ComponentTester.of(Sample::new)
                .modes(Mode.ITEM_BY_ITEM)
                .option("share", "0.1")
                .option("by", "customer")
                .send(rows)
                .sent("out");

        assertThat(sent).hasSizeBetween(140, 260);
        assertThat(sent.subList(0, sent.size() / 2))
                .extracting(Message::data)
                .isEqualTo(sent.subList(sent.size() / 2, sent.size()).stream()
                        .map(Message::data)
                        .toList());
    }

    @Test
    void sendsWhatHasNotTheKeyToErrored() {
        ComponentTester.of(Sample::new)
                .option("share", "1")
                .option("by", "customer")
                .send(Map.of("customer", "x"), 5)
                .expect("out", Map.of("customer", "x"))
                .expect("errored", 5);
    }

    @Test
    void wantsToKnowHowManyToSample() {
        ComponentTester.of(Sample::new).expectProblem("set one of the options 'every' and 'share'");
        ComponentTester.of(Sample::new).option("share", "1.5").expectProblem("'share': 1.5 is not between 0 and 1");
        ComponentTester.of(Sample::new).option("every", "2").option("by", "a").expectProblem("'by' goes with 'share'");
    }
}
