package org.rflow.cli.bench.raw;

import org.rflow.cli.bench.ends.Payload;
import org.rflow.cli.bench.ends.Tally;

/** Makes messages and hands each to the tally at once: what is left when nothing lies between. */
final class RawLoop {
    private static final int CLOCK_EVERY = 100;

    private final RawArguments arguments;

    RawLoop(RawArguments arguments) {
        this.arguments = arguments;
    }

    void run() {
        Tally tally = Tally.ofMany(arguments.timing());
        int size = arguments.size();
        long sent = 0;
        long now = System.nanoTime();
        long end = now + arguments.timing().sending().toNanos();
        while (now - end < 0) {
            for (int i = 0; i < CLOCK_EVERY; i++) {
                byte[] message = Payload.of(size, sent++, now);
                tally.arrived(Payload.number(message, 0), Payload.time(message, 0));
            }
            now = System.nanoTime();
        }
        tally.arrived(Payload.end(sent), now);
        tally.report().write(arguments.directory(), arguments.text(RawArguments.NAME));
    }
}
