package org.rflow.cli.bench.ends;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Checks the number of each message that arrives and counts those within the window. The clock is read once every few
 * messages, and at each of them only where times are wanted. Used by one thread.
 */
public final class Tally {
    private static final int SELDOM = 256;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Timing timing;
    private final int clockEvery;
    private final boolean gapsAllowed;
    private final @Nullable Latencies latencies;
    private long expected;
    private long received;
    private long disorders;
    private Optional<Long> sent = Optional.empty();
    private int untilClock;
    private long first;
    private long began;
    private long ended;
    private long atBegin;
    private long atEnd;
    private long allocated;
    private long busy;

    private Tally(Timing timing, int clockEvery, boolean gapsAllowed, @Nullable Latencies latencies) {
        this.timing = timing;
        this.clockEvery = clockEvery;
        this.gapsAllowed = gapsAllowed;
        this.latencies = latencies;
    }

    /** For as many messages as can be, each number following the one before. */
    public static Tally ofMany(Timing timing) {
        return new Tally(timing, SELDOM, false, null);
    }

    /** Notes how long each message took too. */
    public static Tally ofTimes(Timing timing) {
        return new Tally(timing, 1, false, new Latencies());
    }

    /** For one receiver of several that share the messages: numbers only grow, and it takes its time for each. */
    public static Tally ofShare(Timing timing) {
        return new Tally(timing, 1, true, null);
    }

    /** A message arrived. */
    public void arrived(long number, long time) {
        if (number != expected) {
            unexpected(number);
        }
        if (Payload.isEnd(number)) {
            return;
        }
        received++;
        expected = number + 1;
        if (--untilClock < 0) {
            untilClock = clockEvery - 1;
            clock(System.nanoTime(), time);
        }
    }

    /** The receiver spent this time on a message. */
    public void spent(long nanos) {
        if (isMeasuring()) {
            busy += nanos;
        }
    }

    private void unexpected(long number) {
        if (Payload.isEnd(number)) {
            sent = Optional.of(Payload.countOf(number));
        } else if (!gapsAllowed || number < expected) {
            disorders++;
        }
    }

    private void clock(long now, long time) {
        if (first == 0) {
            first = now;
        } else if (began == 0) {
            if (now - first >= timing.warmUp().toNanos()) {
                began = now;
                atBegin = received;
                allocated = THREADS.getCurrentThreadAllocatedBytes();
            }
        } else if (ended == 0) {
            if (latencies != null) {
                latencies.add(now - time);
            }
            if (now - began >= timing.window().toNanos()) {
                ended = now;
                atEnd = received;
                allocated = THREADS.getCurrentThreadAllocatedBytes() - allocated;
            }
        }
    }

    private boolean isMeasuring() {
        return began != 0 && ended == 0;
    }

    /** Whether the sender's last message has arrived. */
    public boolean isEnded() {
        return sent.isPresent();
    }

    public EndReport report() {
        Map<String, Long> figures = new HashMap<>();
        figures.put(EndReport.RECEIVED, received);
        figures.put(EndReport.DISORDERS, disorders);
        figures.put(EndReport.BEGAN, began);
        figures.put(EndReport.ENDED, ended);
        figures.put(EndReport.MEASURED, atEnd - atBegin);
        figures.put(EndReport.ALLOCATED, ended == 0 ? 0 : allocated);
        figures.put(EndReport.BUSY, busy);
        sent.ifPresent(count -> figures.put(EndReport.SENT, count));
        if (latencies != null) {
            figures.put(EndReport.P50, latencies.percentile(0.5));
            figures.put(EndReport.P90, latencies.percentile(0.9));
            figures.put(EndReport.P99, latencies.percentile(0.99));
        }
        return new EndReport(figures);
    }
}
