package org.rflow.bus;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.rflow.model.Counts;

/**
 * What a worker's other threads want said to the manager. Bounded: log events beyond the limit push out the oldest, which
 * are counted; of metrics, being cumulative, only the newest matter. Thread safe.
 */
final class Mailbag {
    static final int LOG_EVENTS = 1000;
    private static final int MAX_LOG_TEXT = 64 * 1024;

    private final Queue<LogEvent> log = new ArrayDeque<>();
    private long droppedLog;
    private Optional<List<Counts>> metrics = Optional.empty();
    private Optional<List<LetterCount>> deadLetters = Optional.empty();
    private boolean beaconWanted;

    synchronized void log(LogEvent event) {
        if (log.size() == LOG_EVENTS) {
            log.remove();
            droppedLog++;
        }
        log.add(shortened(event));
    }

    private static LogEvent shortened(LogEvent event) {
        return event.text().length() <= MAX_LOG_TEXT
                ? event
                : new LogEvent(
                        event.timeMillis(),
                        event.level(),
                        event.logger(),
                        event.text().substring(0, MAX_LOG_TEXT) + "…");
    }

    synchronized void metrics(List<Counts> counts) {
        metrics = Optional.of(List.copyOf(counts));
    }

    synchronized void beacon() {
        beaconWanted = true;
    }

    synchronized boolean takeBeacon() {
        boolean wanted = beaconWanted;
        beaconWanted = false;
        return wanted;
    }

    synchronized Optional<List<Counts>> takeMetrics() {
        Optional<List<Counts>> newest = metrics;
        metrics = Optional.empty();
        return newest;
    }

    synchronized void deadLetters(List<LetterCount> letters) {
        deadLetters = Optional.of(List.copyOf(letters));
    }

    synchronized Optional<List<LetterCount>> takeDeadLetters() {
        Optional<List<LetterCount>> newest = deadLetters;
        deadLetters = Optional.empty();
        return newest;
    }

    /** The oldest log event that was not taken; before it, one that tells how many were dropped. */
    synchronized Optional<LogEvent> takeLog() {
        if (droppedLog == 0) {
            return Optional.ofNullable(log.poll());
        }
        String text = droppedLog + " log events were dropped: they came faster than the manager took them";
        droppedLog = 0;
        LogEvent oldest = log.element();
        return Optional.of(new LogEvent(oldest.timeMillis(), "WARN", WorkerBus.class.getName(), text));
    }
}
