package org.rflow.zmq;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class WakeUpTest {
    @Test
    void endsTheWaitOfAPollerOnce() {
        try (ZmqContext context = new ZmqContext("test", Secret.random());
                ZmqPoller poller = context.poller();
                WakeUp wakeUp = context.wakeUp()) {
            poller.watch(wakeUp);
            wakeUp.wake();
            wakeUp.wake();

            long start = System.nanoTime();
            poller.poll(Duration.ofSeconds(30));
            long woken = System.nanoTime();
            poller.poll(Duration.ofMillis(20));
            long waited = System.nanoTime();

            assertThat(Duration.ofNanos(woken - start)).isLessThan(Duration.ofSeconds(10));
            assertThat(Duration.ofNanos(waited - woken)).isGreaterThan(Duration.ofMillis(19));
        }
    }

    @Test
    void comesFromAnotherThreadAgainAndAgain() throws InterruptedException {
        try (ZmqContext context = new ZmqContext("test", Secret.random());
                ZmqPoller poller = context.poller();
                WakeUp wakeUp = context.wakeUp();
                WakeUp back = context.wakeUp();
                ZmqPoller otherPoller = context.poller()) {
            poller.watch(wakeUp);
            otherPoller.watch(back);
            Thread other = new Thread(() -> {
                for (int i = 0; i < 1000; i++) {
                    wakeUp.wake();
                    otherPoller.poll(Duration.ofSeconds(10));
                }
            });
            other.start();

            long start = System.nanoTime();
            for (int i = 0; i < 1000; i++) {
                poller.poll(Duration.ofSeconds(10));
                back.wake();
            }
            other.join();

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(9));
        }
    }

    @Test
    void mayComeAfterItWasClosed() {
        try (ZmqContext context = new ZmqContext("test", Secret.random())) {
            WakeUp wakeUp = context.wakeUp();
            wakeUp.close();

            wakeUp.wake();

            assertThat(wakeUp.channel().isOpen()).isFalse();
        }
    }
}
