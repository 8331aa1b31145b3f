package org.rflow.components;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rflow.component.ComponentRunner;
import org.rflow.message.Message;
import org.rflow.testing.ComponentTester;

final class AggregateTest {
    private static final String ALL = "n = count(),some = count(data.cost),sum = sum(data.cost),least = min(data.cost),"
            + "most = max(data.cost),mean = avg(data.cost)";

    private static ComponentTester aggregate(String values) {
        return ComponentTester.of(Aggregate::new).option("values", values);
    }

    private static Map<String, String> row(String city, String cost) {
        return Map.of("city", city, "cost", cost);
    }

    @Test
    void sumsUpEverythingUntilTheEnd() {
        aggregate(ALL)
                .send(row("Oslo", "0.1"), row("Bonn", "0.2"), row("Rome", ""), row("Oslo", "-3"))
                .expect(
                        "out",
                        Map.of("n", "4", "some", "3", "sum", "-2.7", "least", "-3", "most", "0.2", "mean", "-0.9"));
    }

    @Test
    void saysNothingWhenNothingCame() {
        aggregate(ALL).expect("out");
    }

    @Test
    void hasNoSumOfNothing() {
        aggregate(ALL)
                .send(row("Oslo", ""))
                .expect("out", Map.of("n", "1", "some", "0", "sum", "", "least", "", "most", "", "mean", ""));
    }

    @Test
    void sumsUpEachCombinationOfFieldsAndSortsThem() {
        aggregate("n = count(),sum = sum(data.cost)")
                .option("by", "city")
                .send(row("Oslo", "1"), row("Bonn", "2"), row("Oslo", "1e2"))
                .expect(
                        "out",
                        Map.of("city", "Bonn", "n", "1", "sum", "2"),
                        Map.of("city", "Oslo", "n", "2", "sum", "101"));
    }

    @Test
    void sendsAWindowOfSoManyMessagesOfEachCombination() {
        aggregate("sum = sum(data.cost)")
                .option("by", "city")
                .option("count", "2")
                .send(row("Oslo", "1"), row("Bonn", "2"), row("Oslo", "3"), row("Oslo", "4"))
                .expect(
                        "out",
                        Map.of("city", "Oslo", "sum", "4"),
                        Map.of("city", "Bonn", "sum", "2"),
                        Map.of("city", "Oslo", "sum", "4"));
    }

    @Test
    void sendsWindowsOfTimeWhenTheyAreOver() {
        aggregate("n = count()")
                .option("interval", "1m")
                .advance(Duration.ofSeconds(50))
                .send(1, 2)
                .advance(Duration.ofSeconds(20))
                .send(3)
                .advance(Duration.ofMinutes(2))
                .send(4)
                .expect(
                        "out",
                        Map.of("window", "2026-01-01T00:00:00Z", "n", "2"),
                        Map.of("window", "2026-01-01T00:01:00Z", "n", "1"),
                        Map.of("window", "2026-01-01T00:03:00Z", "n", "1"));
    }

    @Test
    void takesNumbersOfAnyKindAndExpressionsOverThem() {
        aggregate("sum = sum(data * 2),most = max(double(data) / 4.0)")
                .send(1, 2, 3)
                .expect("out", Map.of("sum", "12", "most", "0.75"));
    }

    @Test
    void countsNothingOfAMessageThatFails() {
        var tester = aggregate("n = count(),sum = sum(data.cost)")
                .option("by", "city")
                .send(row("Oslo", "1"), row("Oslo", "many"), Map.of("cost", "1"), row("Oslo", "1e999"));

        tester.expect("out", Map.of("city", "Oslo", "n", "1", "sum", "1"));
        assertThat(tester.sent("errored"))
                .extracting(message -> message.properties().get(ComponentRunner.ERROR))
                .containsExactly(
                        "tested: 'many' is no number",
                        "tested: there is no field 'city'; there is: [cost]",
                        "tested: '1e999' is no number of at most 400 digits");
    }

    @Test
    void keepsNoMoreCombinationsThanToldAndSaysWhatToDo() {
        var tester = aggregate("n = count()")
                .option("by", "city")
                .option("max_groups", "1")
                .send(row("Oslo", "1"), row("Bonn", "1"), row("Oslo", "2"));

        tester.expect("out", Map.of("city", "Oslo", "n", "2")).expect("errored", row("Bonn", "1"));
        assertThat(tester.sent("errored").get(0).properties().get(ComponentRunner.ERROR))
                .isEqualTo(
                        "tested: there are 1 combinations of [city] already; a larger 'max_groups' or shorter windows are needed");
    }

    @Test
    void sumsExactlyWhatDoublesWouldNot() {
        Message[] tenths = new Message[10];
        java.util.Arrays.fill(tenths, Message.of(Map.of("cost", "0.1")));

        aggregate("sum = sum(data.cost)").send((Object[]) tenths).expect("out", Map.of("sum", "1"));
    }

    @Test
    void refusesWhatItCannotSumUp() {
        aggregate("n = count").expectProblem("option 'values', 'n': 'count' is none of count(...), sum(...)");
        aggregate("n = sum()").expectProblem("'sum()' does not say of what");
        aggregate("n = sum(data.)").expectProblem("option 'values', 'n': ERROR");
        aggregate("city = count()").option("by", "city").expectProblem("the result has a field 'city' already");
        aggregate("window = count()").option("interval", "1s").expectProblem("has a field 'window' already");
        aggregate("n = count()").option("count", "1").option("interval", "1s").expectProblem("set one of the options");
        aggregate("").expectProblem("option 'values' is empty");
    }
}
