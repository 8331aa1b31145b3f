package org.rflow.cli.bench.raw;

import java.io.IOException;
import java.util.concurrent.locks.LockSupport;
import org.rflow.cli.bench.ends.Pace;
import org.rflow.cli.bench.ends.Payload;

/** Sends numbered messages, as fast as they are taken or at a fixed rate, and then how many there were. */
final class RawSource {
    private static final int CLOCK_EVERY = 100;

    private final RawArguments arguments;

    RawSource(RawArguments arguments) {
        this.arguments = arguments;
    }

    void run() throws IOException {
        try (RawSender sender =
                RawWire.valueOf(arguments.text(RawArguments.WIRE)).sender(arguments)) {
            int rate = arguments.number(RawArguments.RATE);
            long sent = rate == 0 ? freely(sender) : paced(sender, rate);
            sender.send(Payload.end(sent), System.nanoTime());
            sender.flush();
            arguments.meeting().await(RawSink.ENDED);
        }
    }

    /** The clock starts when the first message has arrived. */
    private long freely(RawSender sender) throws IOException {
        long sent = 0;
        sender.send(sent++, System.nanoTime());
        sender.flush();
        arguments.meeting().await(RawSink.BEGUN);
        long now = System.nanoTime();
        long end = now + arguments.timing().sending().toNanos();
        while (now - end < 0) {
            for (int i = 0; i < CLOCK_EVERY; i++) {
                sender.send(sent++, now);
            }
            now = System.nanoTime();
        }
        return sent;
    }

    private long paced(RawSender sender, int rate) throws IOException {
        Pace pace = new Pace(rate, arguments.timing().sending());
        long now = System.nanoTime();
        while (!pace.isOver(now)) {
            for (long due = pace.due(now); due > 0; due--) {
                sender.send(pace.sent(), pace.take());
            }
            sender.flush();
            LockSupport.parkNanos(Pace.NAP_NANOS);
            now = System.nanoTime();
        }
        return pace.sent();
    }
}
