package org.rflow.cli.conformance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.rflow.zmq.ZmqContext;
import org.rflow.zmq.ZmqPoller;

/** Waits for what the subject does, and takes in meanwhile what comes on the lines. Used by one thread. */
final class Watching implements AutoCloseable {
    private static final Duration TURN = Duration.ofMillis(10);

    private final List<Line> lines = new ArrayList<>();
    private final ZmqPoller poller;

    Watching(ZmqContext zmq) {
        poller = zmq.poller();
    }

    Line add(Line line) {
        lines.add(line);
        poller.watch(line.socket());
        return line;
    }

    /** Whether the condition is met before the time is over. */
    boolean until(BooleanSupplier condition, Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (true) {
            lines.forEach(Line::pump);
            if (condition.getAsBoolean()) {
                return true;
            }
            if (System.nanoTime() - end >= 0) {
                return false;
            }
            poller.poll(TURN);
        }
    }

    /** Takes in what comes for that long. */
    void pass(Duration time) {
        until(() -> false, time);
    }

    @Override
    public void close() {
        poller.close();
        lines.forEach(Line::close);
    }
}
