package org.rflow.connections.zeromq;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

final class FramePoolTest {
    private final FramePool pool = new FramePool(1000);

    @Test
    void lendsTheSameBufferAgainOnceItIsBack() {
        ByteBuffer first = pool.take(1000);
        ByteBuffer second = pool.take(900);
        assertThat(first).isNotSameAs(second);

        first.putInt(5);
        pool.give(first);
        ByteBuffer third = pool.take(1100);

        assertThat(third).isSameAs(first);
        assertThat(third.position()).isZero();
        assertThat(third.limit()).isEqualTo(1100);
        assertThat(third.isDirect()).isTrue();
    }

    @Test
    void keepsNoBuffersForWhatIsSmallOrVeryLarge() {
        ByteBuffer small = pool.take(100);
        ByteBuffer large = pool.take(5000);

        assertThat(small.isDirect()).isFalse();
        assertThat(small.capacity()).isEqualTo(100);
        assertThat(large.isDirect()).isFalse();
        assertThat(large.capacity()).isEqualTo(5000);
    }
}
