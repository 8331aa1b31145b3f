package org.rflow.zmq;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Ends the wait of a {@link ZmqPoller} from another thread, in 2 to 4 microseconds (an inproc socket would need a
 * lock). {@link #wake} may be called by any thread; the rest belongs to the poller's thread.
 */
public final class WakeUp implements AutoCloseable {
    private final Pipe pipe;
    private final AtomicBoolean awake = new AtomicBoolean();
    private final ByteBuffer drain = ByteBuffer.allocate(16);

    WakeUp() {
        try {
            pipe = Pipe.open();
            pipe.source().configureBlocking(false);
            pipe.sink().configureBlocking(false);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open a pipe to wake a poller", e);
        }
    }

    /** Ends the current wait, or the next one if nobody waits. Costs a system call only for the first call since that. */
    public void wake() {
        if (awake.compareAndSet(false, true)) {
            try {
                pipe.sink().write(ByteBuffer.allocate(1));
            } catch (IOException e) {
                throw new UncheckedIOException("cannot wake a poller", e);
            }
        }
    }

    Pipe.SourceChannel channel() {
        return pipe.source();
    }

    /** Who waits looks for work after this, so a caller that found {@code awake} still set has not called in vain. */
    void drain() {
        try {
            int read;
            do {
                drain.clear();
                read = pipe.source().read(drain);
            } while (read > 0);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot empty a wake-up pipe", e);
        }
        awake.set(false);
    }

    @Override
    public void close() {
        awake.set(true);
        try {
            pipe.sink().close();
            pipe.source().close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close a wake-up pipe", e);
        }
    }
}
