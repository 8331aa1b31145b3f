package org.rflow.cli.bench.raw;

import java.io.IOException;
import org.rflow.cli.bench.ends.Payload;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/** Passes frames on from a PULL to a PUSH socket, until the sender's last message has passed. */
final class RawRelay {
    private final RawArguments arguments;

    RawRelay(RawArguments arguments) {
        this.arguments = arguments;
    }

    void run() throws IOException {
        try (JeroMq jeroMq = new JeroMq(arguments.meeting())) {
            ZMQ.Socket in = jeroMq.bound(SocketType.PULL, arguments.text(RawArguments.NAME));
            ZMQ.Socket out = jeroMq.connected(SocketType.PUSH, arguments.text(RawArguments.TO));
            long number = 0;
            while (number >= 0) {
                byte[] frame = in.recv(0);
                number = Payload.number(frame, 0);
                out.send(frame, 0);
            }
            arguments.meeting().await(RawSink.ENDED);
        }
    }
}
