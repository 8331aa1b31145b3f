package org.rflow.cli.bench.raw;

import org.rflow.cli.bench.ends.Payload;
import org.rflow.cli.bench.ends.Tally;
import org.zeromq.ZMQ;

/** One message a frame. */
record FrameReceiver(JeroMq jeroMq, ZMQ.Socket socket) implements RawReceiver {
    @Override
    public void receive(Tally tally) {
        byte[] frame = socket.recv(0);
        tally.arrived(Payload.number(frame, 0), Payload.time(frame, 0));
    }

    @Override
    public void close() {
        jeroMq.close();
    }
}
