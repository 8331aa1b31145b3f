package org.rflow.components;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.rflow.component.ComponentRunner;
import org.rflow.message.Message;
import org.rflow.testing.ComponentTester;
import org.rflow.testing.ComponentTester.Mode;

final class RetryTest {

    private static ComponentTester retry() {
        return ComponentTester.of(Retry::new).modes(Mode.ITEM_BY_ITEM, Mode.ALL_AT_ONCE, Mode.REFUSING);
    }

    private static Message cameBack(int number, int times) {
        Message message = Message.of(number).withProperty(ComponentRunner.ERROR, "fragile: busy");
        return times == 0 ? message : message.withProperty(Retry.RETRIES, Integer.toString(times));
    }

    @Test
    void passesOnWhatIsNew() {
        var tester = retry().sendTo("in", 1, cameBack(2, 7)).expect("out", 1, 2);

        assertThat(tester.sent("out")).noneMatch(message -> message.properties().containsKey(Retry.RETRIES));
    }

    @Test
    void sendsAgainWhatCameBackAfterAPauseThatDoubles() {
        retry().option("backoff", "1s")
                .sendTo("retry", cameBack(1, 2), cameBack(2, 1), cameBack(3, 0))
                .advance(Duration.ofSeconds(4))
                .expect("out", 3, 2, 1);
    }

    @Test
    void countsHowOftenAMessageCameBack() {
        var tester = retry().option("backoff", "1s")
                .sendTo("retry", cameBack(1, 0), cameBack(2, 1))
                .advance(Duration.ofSeconds(2));

        assertThat(tester.sent("out"))
                .extracting(message -> message.properties().get(Retry.RETRIES))
                .containsExactly("1", "2");
    }

    @Test
    void doesNotPauseLongerThanTold() {
        retry().option("backoff", "1s")
                .option("retries", "1000")
                .option("max_backoff", "5s")
                .sendTo("retry", cameBack(1, 900))
                .advance(Duration.ofSeconds(5))
                .expect("out", 1);
    }

    @Test
    void givesUpWhatCameBackTooOften() {
        var tester =
                retry().option("retries", "2").sendTo("retry", cameBack(1, 2)).expect("out");

        assertThat(tester.sent("errored"))
                .singleElement()
                .satisfies(message -> assertThat(message.properties().get(ComponentRunner.ERROR))
                        .isEqualTo("tested: came back 3 times; fragile: busy"));
    }

    @Test
    void givesUpWhatComesBackWhileTooManyWait() {
        retry().option("max_waiting", "1")
                .sendTo("retry", cameBack(1, 0), cameBack(2, 0))
                .advance(Duration.ofSeconds(1))
                .sendTo("retry", cameBack(3, 0))
                .advance(Duration.ofSeconds(1))
                .expect("out", 1, 3)
                .expect("errored", 2);
    }

    @Test
    void refusesLimitsThatMakeNoSense() {
        retry().option("retries", "-1").expectProblem("option 'retries': -1 is not between 0 and");
        retry().option("max_waiting", "1001").expectProblem("option 'max_waiting': 1001 is not between 1 and 1000");
    }
}
