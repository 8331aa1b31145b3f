package org.rflow.cli.bench.raw;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.rflow.cli.bench.ends.Payload;
import org.zeromq.ZMQ;

/**
 * Many messages a frame, as one would first write it: a new array for each batch, sent when it is full.
 *
 * <pre>
 *  | length (int) | message | length | message | ...
 * </pre>
 */
final class BatchSender implements RawSender {
    static final int LENGTH = Integer.BYTES;
    private static final int BATCH = 64 << 10;

    private final JeroMq jeroMq;
    private final ZMQ.Socket socket;
    private final int size;
    private ByteBuffer batch;

    BatchSender(JeroMq jeroMq, ZMQ.Socket socket, int size) {
        this.jeroMq = jeroMq;
        this.socket = socket;
        this.size = size;
        this.batch = ByteBuffer.allocate(BATCH);
    }

    @Override
    public void send(long number, long time) {
        if (batch.remaining() < LENGTH + size) {
            flush();
        }
        batch.putInt(size);
        Payload.write(batch.array(), batch.position(), number, time);
        batch.position(batch.position() + size);
    }

    @Override
    public void flush() {
        if (batch.position() > 0) {
            byte[] full = batch.array();
            socket.send(batch.hasRemaining() ? Arrays.copyOf(full, batch.position()) : full, 0);
            batch = ByteBuffer.allocate(BATCH);
        }
    }

    @Override
    public void close() {
        jeroMq.close();
    }
}
