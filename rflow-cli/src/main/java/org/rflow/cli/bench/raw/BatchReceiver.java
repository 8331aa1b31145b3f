package org.rflow.cli.bench.raw;

import java.nio.ByteBuffer;
import org.rflow.cli.bench.ends.Payload;
import org.rflow.cli.bench.ends.Tally;
import org.zeromq.ZMQ;

/** Many messages a frame. */
record BatchReceiver(JeroMq jeroMq, ZMQ.Socket socket) implements RawReceiver {
    @Override
    public void receive(Tally tally) {
        byte[] frame = socket.recv(0);
        ByteBuffer batch = ByteBuffer.wrap(frame);
        while (batch.hasRemaining()) {
            int length = batch.getInt();
            int start = batch.position();
            tally.arrived(Payload.number(frame, start), Payload.time(frame, start));
            batch.position(start + length);
        }
    }

    @Override
    public void close() {
        jeroMq.close();
    }
}
