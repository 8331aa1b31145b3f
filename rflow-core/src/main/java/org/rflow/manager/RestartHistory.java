package org.rflow.manager;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import org.rflow.model.RestartRules;

/**
 * How often a host was restarted, and what that means for the next time. The pause doubles with every end that follows soon
 * upon a start, and half of it is left to chance, so that hosts that fail together do not come back together. Used only by
 * the manager's thread.
 */
final class RestartHistory {
    /** One that has lived so much longer than it was waited for has found its feet: the pause begins anew. */
    private static final int STEADY_PAUSES = 10;

    private static final Duration STEADY = Duration.ofSeconds(10);
    private static final int REMEMBERED = 20;
    private static final int MOST_DOUBLINGS = 40;

    private final RestartRules rules;
    private final Deque<Exit> exits = new ArrayDeque<>();
    private final Deque<Instant> restarts = new ArrayDeque<>();
    private Duration lastPause = Duration.ZERO;
    private int quickEnds;

    /** An end that was not asked for; {@code how} is in words. */
    record Exit(Instant time, String how) {}

    RestartHistory(RestartRules rules) {
        this.rules = rules;
    }

    /** The host has ended, so long after it was started. */
    void ended(Instant now, String how, Duration lived) {
        if (exits.size() == REMEMBERED) {
            exits.remove();
        }
        exits.add(new Exit(now, how));
        Duration steady = lastPause.multipliedBy(STEADY_PAUSES);
        boolean wasSteady = lived.compareTo(steady.compareTo(STEADY) > 0 ? steady : STEADY) >= 0;
        quickEnds = wasSteady ? 1 : quickEnds + 1;
    }

    /** Whether one more restart would be one too many. */
    boolean isExhausted(Instant now) {
        forgetBefore(now.minus(rules.window()));
        return restarts.size() >= rules.maxRestarts();
    }

    private void forgetBefore(Instant begin) {
        while (!restarts.isEmpty() && !restarts.element().isAfter(begin)) {
            restarts.remove();
        }
    }

    /** Counts a restart and says after what pause it is to come. */
    Duration restart(Instant now, DoubleSupplier chance) {
        restarts.add(now);
        double doubled = rules.backoff().toNanos() * Math.pow(2, Math.min(MOST_DOUBLINGS, Math.max(0, quickEnds - 1)));
        double pause = Math.min(doubled, (double) rules.backoffMax().toNanos());
        lastPause = Duration.ofNanos((long) (pause * (1 + chance.getAsDouble()) / 2));
        return lastPause;
    }

    /** Goes on from what a former manager knew. */
    void restore(List<Exit> knownExits, List<Instant> knownRestarts) {
        exits.addAll(knownExits);
        restarts.addAll(knownRestarts);
    }

    /** Those that are remembered, the oldest first. */
    List<Instant> restarts() {
        return List.copyOf(restarts);
    }

    /** Within the window. */
    int recentRestarts() {
        return restarts.size();
    }

    RestartRules rules() {
        return rules;
    }

    /** The last ones, the oldest first. */
    List<Exit> exits() {
        return List.copyOf(exits);
    }

    Optional<Exit> lastExit() {
        return Optional.ofNullable(exits.peekLast());
    }
}
