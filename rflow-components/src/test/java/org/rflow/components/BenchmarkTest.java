package org.rflow.components;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rflow.message.Message;
import org.rflow.testing.ComponentTester;
import org.rflow.testing.ComponentTester.Mode;
import org.rflow.testing.TestingClock;

final class BenchmarkTest {

    private static ComponentTester benchmark() {
        return ComponentTester.of(Benchmark::new).modes(Mode.ITEM_BY_ITEM, Mode.ALL_AT_ONCE, Mode.REFUSING);
    }

    private static Message marked(long number, Duration after) {
        long micros = TestingClock.BEGINNING.plus(after).toEpochMilli() * 1000;
        return Message.of(number).withProperty(Benchmark.MARK, Long.toString(micros));
    }

    @Test
    void marksOneOfSoMany() {
        List<Message> sent = benchmark().option("sample", "2").send(1, 2, 3).sent("out");

        assertThat(sent).extracting(Message::number).containsExactly(1L, 2L, 3L);
        assertThat(sent)
                .extracting(message -> message.properties().containsKey(Benchmark.MARK))
                .containsExactly(true, false, true);
    }

    @Test
    void saysHowManyPassedAndHowFast() {
        benchmark()
                .option("sample", "0")
                .send(1)
                .advance(Duration.ofSeconds(2))
                .send(2, 3, 4)
                .expect("out", 1, 2, 3, 4)
                .expect("summary", Map.of("messages", "4", "seconds", "2.000", "rate", "2"));
    }

    @Test
    void measuresHowLongMarkedMessagesTook() {
        benchmark()
                .advance(Duration.ofSeconds(10))
                .send(marked(1, Duration.ofSeconds(9)), marked(2, Duration.ofSeconds(8)))
                .expect(
                        "summary",
                        Map.of(
                                "messages",
                                "2",
                                "seconds",
                                "0.000",
                                "rate",
                                "",
                                "measured",
                                "2",
                                "p50",
                                "1015807",
                                "p99",
                                "2000000",
                                "max",
                                "2000000"));
    }

    @Test
    void saysItAtEveryIntervalAndAtTheEnd() {
        var tester = benchmark().option("interval", "10s").send(1).advance(Duration.ofSeconds(25));

        assertThat(tester.sent("summary")).hasSize(3);
    }

    @Test
    void sendsAMarkThatIsNoneToErrored() {
        benchmark()
                .send(Message.of(1).withProperty(Benchmark.MARK, "soon"))
                .expect("out")
                .expect("errored", 1);
    }

    @Test
    void knowsQuantilesToThreePercent() {
        Latencies latencies = new Latencies();
        for (int micros = 1; micros <= 100_000; micros++) {
            latencies.add(micros);
        }

        assertThat(latencies.quantile(0.5)).isBetween(50_000L, 51_600L);
        assertThat(latencies.quantile(0.99)).isBetween(99_000L, 100_000L);
        assertThat(latencies.quantile(1)).isEqualTo(100_000);
        latencies.add(Long.MAX_VALUE);
        latencies.add(-5);
        assertThat(latencies.quantile(1)).isEqualTo(Long.MAX_VALUE);
        assertThat(latencies.quantile(0)).isZero();
        assertThat(new Latencies().quantile(0.5)).isZero();
    }
}
