package org.rflow.cli.bench.raw;

import java.io.IOException;
import org.rflow.cli.bench.ends.Payload;
import org.rflow.cli.bench.ends.Tally;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/** Sends a message, waits until a relay has sent it back, notes how long that took, and sends the next. */
final class RawPing {
    private final RawArguments arguments;

    RawPing(RawArguments arguments) {
        this.arguments = arguments;
    }

    void run() throws IOException {
        String name = arguments.text(RawArguments.NAME);
        Tally tally = Tally.ofTimes(arguments.timing());
        try (JeroMq jeroMq = new JeroMq(arguments.meeting())) {
            ZMQ.Socket in = jeroMq.bound(SocketType.PULL, name);
            ZMQ.Socket out = jeroMq.connected(SocketType.PUSH, arguments.text(RawArguments.TO));
            long end = System.nanoTime() + arguments.timing().sending().toNanos();
            long sent = 0;
            while (System.nanoTime() - end < 0) {
                turn(in, out, sent++, tally);
            }
            turn(in, out, Payload.end(sent), tally);
        }
        tally.report().write(arguments.directory(), name);
        arguments.meeting().tell(RawSink.ENDED, name);
    }

    private void turn(ZMQ.Socket in, ZMQ.Socket out, long number, Tally tally) {
        out.send(Payload.of(arguments.size(), number, System.nanoTime()), 0);
        byte[] back = in.recv(0);
        tally.arrived(Payload.number(back, 0), Payload.time(back, 0));
    }
}
