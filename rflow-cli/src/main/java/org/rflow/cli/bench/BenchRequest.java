package org.rflow.cli.bench;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.rflow.cli.bench.ends.Timing;

/**
 * What to measure, {@code hop} or {@code hop:100} (none means all but what takes long); how often; how long each time, after which
 * warm-up; how long what takes long; and, for the quick form, when to begin nothing more.
 */
public record BenchRequest(
        List<String> selection,
        int repetitions,
        Duration warmUp,
        Duration window,
        Duration endurance,
        Optional<Duration> limit) {
    public BenchRequest {
        selection = List.copyOf(selection);
        requireNonNull(warmUp, "warmUp");
        requireNonNull(window, "window");
        requireNonNull(endurance, "endurance");
        requireNonNull(limit, "limit");
    }

    Timing timing() {
        return new Timing(warmUp, window);
    }

    /** Whether only what matters most is to be run. */
    boolean isQuick() {
        return limit.isPresent();
    }
}
