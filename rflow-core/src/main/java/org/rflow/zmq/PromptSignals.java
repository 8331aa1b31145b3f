package org.rflow.zmq;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.zeromq.ZMQ;
import zmq.io.IOThread;

/**
 * Keeps the threads of JeroMQ 0.6.0 from spinning. A thread that gives another one a command writes a byte to its pipe and
 * only then counts it; the other one wakes at the byte, but reads it only when it has been counted. Where both share a
 * processor the kernel lets the woken thread go first, and it asks for the byte again and again until its time slice is
 * over: milliseconds, at each wake-up of a busy machine. Here the byte is counted while it is written too. There is no other
 * way in than JeroMQ's private fields; where that is barred, everything works as JeroMQ does.
 */
final class PromptSignals {
    private static final Logger LOG = LogManager.getLogger(PromptSignals.class);

    private PromptSignals() {}

    /** For commands to the context's I/O threads, which exist once it has a socket. False if there is no way in. */
    static boolean toThreadsOf(ZMQ.Context context) {
        try {
            Object inner = get(ZMQ.Context.class, context, "ctx");
            for (Object thread : (List<?>) get(inner.getClass(), inner, "ioThreads")) {
                repair(((IOThread) thread).getMailbox());
            }
            return true;
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.debug("JeroMQ's I/O threads stay as they are", e);
            return false;
        }
    }

    /** For commands to the thread that uses the socket. False if there is no way in. */
    static boolean toUserOf(ZMQ.Socket socket) {
        try {
            repair(get(zmq.SocketBase.class, socket.base(), "mailbox"));
            return true;
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.debug("a socket of JeroMQ stays as it is", e);
            return false;
        }
    }

    private static void repair(Object mailbox) throws ReflectiveOperationException {
        Object signaler = get(mailbox.getClass(), mailbox, "signaler");
        Field sink = field(signaler.getClass(), "w");
        if (sink.get(signaler) instanceof Pipe.SinkChannel pipe && !(pipe instanceof CountingSink)) {
            AtomicLong written = (AtomicLong) get(signaler.getClass(), signaler, "wcursor");
            sink.set(signaler, new CountingSink(pipe, written));
        }
    }

    private static Object get(Class<?> type, Object owner, String name) throws ReflectiveOperationException {
        return field(type, name).get(owner);
    }

    private static Field field(Class<?> type, String name) throws ReflectiveOperationException {
        Field field = type.getDeclaredField(name);
        field.setAccessible(true);
        return field;
    }

    /** Counts a byte while it is being written; its caller counts it for good afterwards. */
    static final class CountingSink extends Pipe.SinkChannel {
        private final Pipe.SinkChannel pipe;
        private final AtomicLong written;

        CountingSink(Pipe.SinkChannel pipe, AtomicLong written) {
            super(pipe.provider());
            this.pipe = pipe;
            this.written = written;
        }

        @Override
        public int write(ByteBuffer source) throws IOException {
            written.incrementAndGet();
            try {
                return pipe.write(source);
            } finally {
                written.decrementAndGet();
            }
        }

        @Override
        public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
            return pipe.write(sources, offset, length);
        }

        @Override
        public long write(ByteBuffer[] sources) throws IOException {
            return pipe.write(sources);
        }

        @Override
        protected void implCloseSelectableChannel() throws IOException {
            pipe.close();
        }

        @Override
        protected void implConfigureBlocking(boolean block) throws IOException {
            pipe.configureBlocking(block);
        }
    }
}
