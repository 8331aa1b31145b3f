package org.rflow.bus;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.rflow.bus.FrameTable.Row;

/** Random and damaged frames: none throws, none takes more memory than a few times its size. */
final class FrameFuzzTest {
    private static final int ROUNDS = 1_000_000;
    /** What a kind of frame needs once, its classes and calls linked late, is not the input's doing: those rounds are not measured. */
    private static final int WARM_UP_ROUNDS = 10_000;

    private static final long MAX_BYTES_OF_ONE = 1 << 20;

    private final MalformedFrames malformed = new MalformedFrames("fuzz");
    private final List<Row> rows = FrameTable.rows();
    private final Random random = new Random(20_240_229);
    private final ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void survivesAMillionDamagedFrames() {
        warmUp();
        long understood = 0;
        long largest = 0;
        for (int i = 0; i < ROUNDS; i++) {
            Row row = rows.get(random.nextInt(rows.size()));
            byte[] body = damaged(row.body());
            long before = memory.getCurrentThreadAllocatedBytes();
            understood += row.read(body, malformed).isEmpty() ? 0 : 1;
            largest = Math.max(largest, memory.getCurrentThreadAllocatedBytes() - before);
        }

        assertThat(malformed.total() + understood).isEqualTo(ROUNDS);
        assertThat(malformed.total()).isGreaterThan(ROUNDS / 10);
        assertThat(understood).isGreaterThan(ROUNDS / 10);
        assertThat(largest).isLessThan(MAX_BYTES_OF_ONE);
    }

    private void warmUp() {
        MalformedFrames notCounted = new MalformedFrames("warm-up");
        for (int i = 0; i < WARM_UP_ROUNDS; i++) {
            Row row = rows.get(random.nextInt(rows.size()));
            row.read(damaged(row.body()), notCounted);
        }
    }

    private byte[] damaged(byte[] body) {
        return switch (random.nextInt(4)) {
            case 0 -> Arrays.copyOf(body, random.nextInt(body.length + 1));
            case 1 -> flipped(body.clone(), 1 + random.nextInt(4));
            case 2 -> spliced(body);
            default -> noise();
        };
    }

    private byte[] flipped(byte[] body, int flips) {
        for (int i = 0; i < flips && body.length > 0; i++) {
            body[random.nextInt(body.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return body;
    }

    /** A length or count of many bits somewhere. */
    private byte[] spliced(byte[] body) {
        byte[] huge = body.clone();
        int at = body.length == 0 ? 0 : random.nextInt(body.length);
        for (int i = at; i < Math.min(huge.length, at + 1 + random.nextInt(9)); i++) {
            huge[i] |= (byte) 0x80;
        }
        return huge;
    }

    private byte[] noise() {
        byte[] bytes = new byte[random.nextInt(64)];
        random.nextBytes(bytes);
        return bytes;
    }
}
