package org.rflow.cli.bench.raw;

import java.io.IOException;
import java.nio.file.Path;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.rflow.cli.bench.ends.Payload;

/** Writes each message whole into the ring. */
final class RingSender implements RawSender {
    private final Ring ring;
    private final byte[] message;
    private final IdleStrategy idle = new BackoffIdleStrategy();

    RingSender(Meeting meeting, String to, int size) throws IOException {
        this.ring = Ring.in(Path.of(meeting.await(to)));
        this.message = new byte[size];
    }

    @Override
    public void send(long number, long time) {
        Payload.write(message, 0, number, time);
        OneToOneRingBuffer messages = ring.messages();
        int index = messages.tryClaim(Ring.MESSAGE, message.length);
        while (index < 0) {
            idle.idle();
            index = messages.tryClaim(Ring.MESSAGE, message.length);
        }
        idle.reset();
        messages.buffer().putBytes(index, message);
        messages.commit(index);
    }

    @Override
    public void flush() {
        // nothing is kept back
    }

    @Override
    public void close() {
        ring.close();
    }
}
