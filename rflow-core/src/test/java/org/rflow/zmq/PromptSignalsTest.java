package org.rflow.zmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.spi.SelectorProvider;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

final class PromptSignalsTest {
    private final AtomicLong written = new AtomicLong();

    @Test
    void countsAByteWhileItIsWritten() throws Exception {
        AtomicLong seen = new AtomicLong(-1);
        try (var sink = new PromptSignals.CountingSink(new Watched(() -> seen.set(written.get())), written)) {
            assertThat(sink.write(ByteBuffer.allocate(1))).isEqualTo(1);
        }

        assertThat(seen).hasValue(1);
        assertThat(written).as("its caller counts it for good").hasValue(0);
    }

    @Test
    void countsNothingThatCouldNotBeWritten() throws Exception {
        Pipe pipe = Pipe.open();
        pipe.source().close();
        try (var sink = new PromptSignals.CountingSink(pipe.sink(), written)) {
            assertThatThrownBy(() -> sink.write(ByteBuffer.allocate(1))).isInstanceOf(IOException.class);
        }

        assertThat(written).hasValue(0);
        assertThat(pipe.sink().isOpen()).isFalse();
    }

    /** If this fails, a new version of JeroMQ has other private fields, and its threads spin again. */
    @Test
    void findsItsWayIntoThisVersionOfJeroMq() throws Exception {
        try (ZContext context = new ZContext(1)) {
            ZMQ.Socket socket = context.createSocket(SocketType.DEALER);

            assertThat(PromptSignals.toThreadsOf(context.getContext())).isTrue();
            assertThat(PromptSignals.toUserOf(socket)).isTrue();
        }
    }

    /** A pipe's end that lets the test look while a byte is written. */
    private static final class Watched extends Pipe.SinkChannel {
        private final Runnable look;

        Watched(Runnable look) {
            super(SelectorProvider.provider());
            this.look = look;
        }

        @Override
        public int write(ByteBuffer source) {
            look.run();
            return source.remaining();
        }

        @Override
        public long write(ByteBuffer[] sources, int offset, int length) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long write(ByteBuffer[] sources) {
            throw new UnsupportedOperationException();
        }

        @Override
        protected void implCloseSelectableChannel() {}

        @Override
        protected void implConfigureBlocking(boolean block) {}
    }
}
