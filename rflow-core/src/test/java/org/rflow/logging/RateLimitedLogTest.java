package org.rflow.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.junit.jupiter.api.Test;

final class RateLimitedLogTest {
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void logsOnceAnIntervalAndSaysHowManyItKeptBack() {
        var console = new ByteArrayOutputStream();
        var limited = new RateLimitedLog(LogManager.getLogger("org.example"), Duration.ofSeconds(10), () -> now);

        try (Logging logging = Logging.start(LogSettings.startup(Level.INFO).withPattern("%m"), console)) {
            limited.log(Level.WARN, "refused {}", 1);
            now = now.plusSeconds(9);
            limited.log(Level.WARN, "refused {}", 2);
            limited.log(Level.WARN, "refused {}", 3);
            now = now.plusSeconds(1);
            limited.log(Level.WARN, "refused {}", 4);
            now = now.plusSeconds(10);
            limited.log(Level.WARN, "refused {} at {}", 5, logging.level());
        }

        assertThat(console.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "refused 1", "refused 4", "kept back 2 lines like the one before", "refused 5 at INFO");
    }
}
