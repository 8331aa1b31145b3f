package org.rflow.cli.bench.ends;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.rflow.component.Component;
import org.rflow.component.Option;
import org.rflow.component.OutputPort;
import org.rflow.message.Message;

/**
 * Sends numbered raw messages at a fixed rate, each with the time it should have been sent at, whenever it was. A thread
 * of its own wakes the loop, as a source that reads from outside would.
 */
public final class PacedSource extends Component {
    final OutputPort out = outputPort("out", "the messages");
    private final Option<Long> size = option("size").integer().defaultsTo("100").help("bytes of each message");
    private final Option<Long> rate =
            option("rate").integer().defaultsTo("10000").help("messages a second");
    private final Option<Duration> sending =
            option("sending").duration().defaultsTo("1s").help("how long to send");

    private final Thread waker = new Thread(this::keepAwake, "bench-pace");
    private volatile boolean running;
    private Pace pace = new Pace(1, Duration.ZERO);

    @Override
    protected String help() {
        return "sends numbered messages at a fixed rate for a time";
    }

    @Override
    protected void run() {
        pace = new Pace(rate.get(), sending.get());
        running = true;
        waker.setDaemon(true);
        waker.start();
    }

    private void keepAwake() {
        while (running) {
            LockSupport.parkNanos(Pace.NAP_NANOS);
            context().wake();
        }
    }

    @Override
    protected Poll poll() {
        if (!running) {
            return Poll.DONE;
        }
        int bytes = size.get().intValue();
        long now = System.nanoTime();
        for (long due = pace.due(now); due > 0; due--) {
            out.send(Message.of(Payload.of(bytes, pace.sent(), pace.take())));
        }
        if (!pace.isOver(now)) {
            return Poll.IDLE;
        }
        running = false;
        out.send(Message.of(Payload.of(bytes, Payload.end(pace.sent()), now)));
        return Poll.DONE;
    }

    @Override
    protected void stopSources() {
        running = false;
    }
}
