package org.rflow.logging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

final class ThreadDumpTest {

    @Test
    void showsWhatAThreadWaitsFor() {
        CountDownLatch latch = new CountDownLatch(1);
        Thread thread = new Thread(() -> awaitQuietly(latch), "worker-2/loop");
        thread.start();

        await().until(() -> thread.getState() == Thread.State.WAITING);
        String dump = ThreadDump.text();
        latch.countDown();

        assertThat(dump)
                .containsPattern("\"worker-2/loop\" WAITING\n(    at .*\n)*    at .*awaitQuietly.*\n")
                .contains("showsWhatAThreadWaitsFor");
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
