package org.rflow.cli;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.rflow.engine.RunListener;
import org.rflow.model.Connection;
import org.rflow.model.Counts;
import org.rflow.model.Flow;
import org.rflow.model.PortDirection;

/**
 * Follows a run and has a display show it. The runner's thread and the one that ticks call it, so every method is
 * synchronized.
 */
final class RunProgress implements RunListener {
    /** For a shorter time a rate says nothing. */
    private static final Duration SHORTEST_RATE = Duration.ofMillis(200);

    private final Flow flow;
    private final Clock clock;
    private final Display display;
    private final Runnable onStarted;
    private final Instant began;
    private final Map<UUID, Counts> sent = new HashMap<>();
    private final Map<UUID, Counts> received = new HashMap<>();
    private final Map<UUID, Long> receivedBefore = new HashMap<>();
    private final Map<UUID, Double> rates = new HashMap<>();
    private Instant counted;
    private String state = "INITIALIZED";
    private Optional<String> failure = Optional.empty();

    RunProgress(Flow flow, Clock clock, Display display, Runnable onStarted) {
        this.flow = flow;
        this.clock = clock;
        this.display = display;
        this.onStarted = onStarted;
        this.began = clock.instant();
        this.counted = began;
    }

    @Override
    public synchronized void onState(String newState) {
        state = newState;
        display.state(snapshot());
    }

    @Override
    public void onStarted() {
        onStarted.run();
    }

    @Override
    public synchronized void onCounts(List<Counts> counts) {
        counts.forEach(count -> (count.end() == PortDirection.OUTPUT ? sent : received).put(count.connection(), count));
        rate();
        display.counts(snapshot());
    }

    @Override
    public synchronized void onFailure(String sentence) {
        failure = Optional.of(sentence);
    }

    synchronized void tick() {
        display.tick(snapshot());
    }

    synchronized void end() {
        display.end();
    }

    synchronized Optional<String> failure() {
        return failure;
    }

    synchronized RunSnapshot snapshot() {
        List<RunSnapshot.Row> rows = new ArrayList<>();
        for (Connection connection : flow.connections()) {
            UUID uuid = connection.uuid();
            long out = messages(sent, uuid);
            long in = messages(received, uuid);
            long dropped = dropped(sent, uuid) + dropped(received, uuid);
            // the two ends do not report at one moment
            long inFlight = Math.max(0, out - in - dropped);
            double rate = rates.getOrDefault(uuid, 0.0);
            rows.add(new RunSnapshot.Row(connection.name(), out, in, inFlight, dropped, rate));
        }
        return new RunSnapshot(flow.name(), state, Duration.between(began, clock.instant()), rows);
    }

    private void rate() {
        Duration time = Duration.between(counted, clock.instant());
        if (time.compareTo(SHORTEST_RATE) < 0) {
            return;
        }
        counted = clock.instant();
        received.forEach((uuid, counts) -> {
            long before = receivedBefore.getOrDefault(uuid, 0L);
            rates.put(uuid, Math.max(0, counts.messages() - before) * 1000.0 / time.toMillis());
            receivedBefore.put(uuid, counts.messages());
        });
    }

    private static long messages(Map<UUID, Counts> counts, UUID uuid) {
        return Optional.ofNullable(counts.get(uuid)).map(Counts::messages).orElse(0L);
    }

    private static long dropped(Map<UUID, Counts> counts, UUID uuid) {
        return Optional.ofNullable(counts.get(uuid)).map(Counts::dropped).orElse(0L);
    }
}
