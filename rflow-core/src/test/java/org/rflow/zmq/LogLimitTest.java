package org.rflow.zmq;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class LogLimitTest {
    @Test
    void letsOneLineThroughAnIntervalAndCountsTheRest() {
        AtomicLong now = new AtomicLong();
        LogLimit limit = new LogLimit(Duration.ofSeconds(1), now::get);

        assertThat(limit.ask()).isZero();
        assertThat(limit.ask()).isEqualTo(-1);
        assertThat(limit.ask()).isEqualTo(-1);
        now.addAndGet(Duration.ofSeconds(1).toNanos());

        assertThat(limit.ask()).isEqualTo(2);
        assertThat(limit.ask()).isEqualTo(-1);
    }
}
