package org.rflow.cli.bench.raw;

import org.rflow.cli.bench.ends.Payload;
import org.zeromq.ZMQ;

/** One message a frame. */
record FrameSender(JeroMq jeroMq, ZMQ.Socket socket, int size) implements RawSender {
    @Override
    public void send(long number, long time) {
        // the socket keeps the array
        socket.send(Payload.of(size, number, time), 0);
    }

    @Override
    public void flush() {
        // nothing is kept back
    }

    @Override
    public void close() {
        jeroMq.close();
    }
}
