package org.rflow.model;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Map;

/**
 * How the processes of a shard are restarted: whether, with whom, how often within how long, and after what pause. The pause
 * doubles from {@code backoff} up to {@code backoffMax}. What a shard does not say stands in the flow's settings.
 */
public record RestartRules(
        RestartPolicy policy,
        RestartStrategy strategy,
        int maxRestarts,
        Duration window,
        Duration backoff,
        Duration backoffMax) {
    public RestartRules {
        requireNonNull(policy, "policy");
        requireNonNull(strategy, "strategy");
        requireNonNull(window, "window");
        requireNonNull(backoff, "backoff");
        requireNonNull(backoffMax, "backoffMax");
    }

    /** For the processes of a shard. */
    public static RestartRules of(Shard shard, Map<String, String> settings) {
        return of(shard.restart(), shard.options(), settings);
    }

    /** For processes that belong to no shard. */
    public static RestartRules of(RestartPolicy policy, Map<String, String> settings) {
        return of(policy, Map.of(), settings);
    }

    private static RestartRules of(RestartPolicy policy, Map<String, String> options, Map<String, String> settings) {
        return new RestartRules(
                policy,
                RestartStrategy.parse(ShardOption.STRATEGY.in(options).orElse(RestartStrategy.ONE.text())),
                Integer.parseInt(ShardOption.MAX_RESTARTS
                        .in(options)
                        .orElse(Setting.MAX_RESTARTS.in(settings))
                        .strip()),
                DurationText.parse(ShardOption.WINDOW.in(options).orElse(Setting.RESTART_WINDOW.in(settings))),
                Setting.RESTART_BACKOFF.durationIn(settings),
                Setting.RESTART_BACKOFF_MAX.durationIn(settings));
    }
}
