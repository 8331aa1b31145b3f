package org.rflow.cli.bench.raw;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.rflow.cli.bench.ends.Tally;

/** Reads each message where it lies. */
final class RingReceiver implements RawReceiver {
    private final Ring ring;
    private final IdleStrategy idle = new BackoffIdleStrategy();

    RingReceiver(Meeting meeting, String name) throws IOException {
        Path file = meeting.directory().resolve(name + ".ring");
        this.ring = Ring.in(file);
        meeting.tell(name, file.toString());
    }

    @Override
    public void receive(Tally tally) {
        int count;
        do {
            count = ring.messages().read((type, buffer, index, length) -> arrived(tally, buffer, index));
            idle.idle(count);
        } while (count == 0);
    }

    private static void arrived(Tally tally, MutableDirectBuffer buffer, int index) {
        tally.arrived(
                buffer.getLong(index, ByteOrder.BIG_ENDIAN), buffer.getLong(index + Long.BYTES, ByteOrder.BIG_ENDIAN));
    }

    @Override
    public void close() {
        ring.close();
    }
}
