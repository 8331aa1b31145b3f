package org.rflow.connections.zeromq;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.rflow.connection.Inlet;
import org.rflow.connection.Undecodable;
import org.rflow.message.DataType;
import org.rflow.message.DataTypes;
import org.rflow.message.Lineage;
import org.rflow.message.Message;
import org.rflow.message.MessageException;

/** A million frames that were damaged at random: each is refused or understood, none breaks or swells the receiver. */
final class LinkFuzzTest {
    private static final int INPUTS = 1_000_000;
    private static final int INPUTS_A_LINK = 20;
    /** The first inputs load classes and open the log. */
    private static final int WARM_UP = 2000;

    private static final long MOST_BYTES_AN_INPUT = 1 << 20;

    private static final LinkFrame.Hello HELLO = new LinkFrame.Hello(new UUID(1, 1), new UUID(2, 2), 1, 0, 0);
    private static final DataType OWN = DataType.of("Own", "{\"type\":\"array\",\"items\":\"long\"}");
    private static final byte[][] SOUND = {
        HELLO.encode(),
        new LinkFrame.Welcome(100, 1000, 7).encode(),
        new LinkFrame.Schema("Own", OWN.schemaText()).encode(),
        new LinkFrame.Credit(1, 2, 3).encode(),
        new LinkFrame.End(3).encode(),
        new LinkFrame.EndConfirmed(3).encode(),
        new LinkFrame.SchemaRequest(OWN.fingerprint(), "Own").encode(),
        new LinkFrame.HelloRequest().encode(),
        Links.batch(1, 0, Message.of(1), Message.of(2), Message.of(300)),
        Links.batch(1, 0, Message.of("a"), Message.of("bc").withProperty("key", "value"), Message.of(7)),
        Links.batch(1, 0, Message.of(Map.of("name", "value", "other", "thing")), Message.of(new byte[40])),
        Links.batch(1, 0, Message.of(OWN, List.of(1L, 2L, 3L))),
    };

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final Random random = new Random(20260801);
    private final Trouble trouble = new Trouble("fuzz");
    private final LinkReceiver.Setting setting =
            new LinkReceiver.Setting(LinkOptions.of(Map.of()), false, new DataTypes(), new Lineage(), trouble, 0);
    private long understood;
    private long refused;
    private long delivered;
    private long undecodable;

    @Test
    void damagedFramesAreRefusedOrUnderstoodAtBoundedCost() {
        long most = 0;
        IncomingLink link = link();
        for (int i = 0; i < INPUTS; i++) {
            if (i % INPUTS_A_LINK == 0) {
                link = link();
            }
            byte[] input = damaged(SOUND[random.nextInt(SOUND.length)]);
            long before = threads.getCurrentThreadAllocatedBytes();
            feed(link, input);
            long used = threads.getCurrentThreadAllocatedBytes() - before;
            most = i < WARM_UP ? 0 : Math.max(most, used);
        }

        assertThat(most).isLessThan(MOST_BYTES_AN_INPUT);
        assertThat(understood).isGreaterThan(INPUTS / 20);
        assertThat(refused + trouble.brokenFrames()).isGreaterThan(INPUTS / 20);
        assertThat(delivered).isGreaterThan(undecodable).isGreaterThan(INPUTS / 20);
    }

    private IncomingLink link() {
        return new IncomingLink("sender", HELLO, new byte[] {1}, setting);
    }

    private void feed(IncomingLink link, byte[] input) {
        if (input.length > 0 && input[0] == LinkFrame.BATCH) {
            link.onBatch(input);
            delivered += link.deliver(new Reader(), 100, Long.MAX_VALUE);
            return;
        }
        try {
            LinkFrame frame = LinkFrame.decode(input);
            understood++;
            if (frame instanceof LinkFrame.Schema schema && random.nextInt(20) == 0) {
                link.onSchema(schema);
            } else if (frame instanceof LinkFrame.Hello hello) {
                link.reconcile(hello.before(List.of(input, SOUND[8])));
            } else if (frame instanceof LinkFrame.End end && random.nextInt(100) == 0) {
                link.onEnd(end.count());
            }
        } catch (MessageException e) {
            refused++;
        }
    }

    private byte[] damaged(byte[] sound) {
        byte[] bytes = sound.clone();
        for (int cuts = random.nextInt(4); cuts > 0 && bytes.length > 0; cuts--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(5)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) random.nextInt(256);
                case 2 ->
                    Arrays.fill(bytes, at, Math.min(bytes.length, at + 4), (byte) (random.nextBoolean() ? -1 : 127));
                case 3 -> bytes = Arrays.copyOf(bytes, at);
                default -> bytes = Arrays.copyOf(bytes, bytes.length + random.nextInt(20));
            }
        }
        return bytes;
    }

    /** Reads what it gets as a component does; a record whose bytes are no datum is its only excuse. */
    private final class Reader implements Inlet {

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void receive(Message message) {
            try {
                assertThat(message.data()).isNotNull();
            } catch (MessageException e) {
                undecodable++;
            }
        }

        @Override
        public void undecodable(Undecodable what) {
            undecodable++;
        }
    }
}
