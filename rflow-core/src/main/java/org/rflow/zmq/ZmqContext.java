package org.rflow.zmq;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/**
 * The one factory of sockets, one per process. Every socket it makes is held in the ways that keep JeroMQ 0.6.0 safe:
 *
 * <ul>
 *   <li>a handshake that takes more than 200 ms is given up and tried again: 1 to 6 % of fresh connections hang (JeroMQ
 *       pull request 1022), by default for 30 s;
 *   <li>no ZeroMQ heartbeats: a peer that paused for 5 s lost 170 frames;
 *   <li>frames are at most {@link SocketSettings#maxMessageBytes}, and a forged size below 0 becomes an empty frame
 *       ({@link FrameAllocator});
 *   <li>who binds lets in only peers with the secret ({@link Gate}); who connects shows it;
 *   <li>a ROUTER refuses what it cannot deliver instead of dropping it, and so does an XPUB;
 *   <li>a HELLO whose lengths lie is refused ({@link Frame});
 *   <li>a woken thread finds its command at once, where JeroMQ lets it spin ({@link PromptSignals});
 *   <li>linger is always set, and a closed socket keeps it.
 * </ul>
 *
 * <p>Thread safe; a socket belongs to the thread that uses it. {@link #close} comes after all sockets are closed and
 * waits for their lingers, 10 s at most.
 */
public final class ZmqContext implements AutoCloseable {
    private static final Logger LOG = LogManager.getLogger(ZmqContext.class);
    private static final int HANDSHAKE_MILLIS = 200;
    private static final Duration CLOSE_DEADLINE = Duration.ofSeconds(10);

    private final String name;
    private final Secret secret;
    private final ZContext context = new ZContext(1);
    private final Gate gate;
    private final AtomicLong malformed = new AtomicLong();
    private final LogLimit malformedLog = new LogLimit(Duration.ofSeconds(10));
    private boolean closed;

    /** The name begins the names of the context's own threads: {@code worker-2} makes {@code worker-2/zmq-io}. */
    public ZmqContext(String name, Secret secret) {
        this.name = requireNonNull(name, "name");
        this.secret = requireNonNull(secret, "secret");
        context.setThreadFactor(
                (work, label) -> Threads.daemon(work, name + "/zmq-" + (label.contains("reaper") ? "reaper" : "io")));
        context.setNotificationExceptionHandler((thread, e) -> onMalformedInput(e));
        context.setUncaughtExceptionHandler(
                (thread, e) -> LOG.error("thread {} died; its sockets are deaf from now on", thread.getName(), e));
        gate = new Gate(name, secret, this);
    }

    /** JeroMQ throws at lengths that lie; it drops what it had read and the connection ends with its peer. */
    private void onMalformedInput(Throwable cause) {
        malformed.incrementAndGet();
        long heldBack = malformedLog.ask();
        if (heldBack >= 0) {
            LOG.warn("ignored malformed input on a socket: {} ({} more since the last such line)", cause, heldBack);
        }
    }

    /** A new socket for the calling thread, neither bound nor connected. */
    public ZmqSocket open(SocketKind kind, SocketSettings settings) {
        return open(kind, settings, secret);
    }

    /** The same, and when it connects it shows another secret than the context's own. */
    public ZmqSocket open(SocketKind kind, SocketSettings settings, Secret shown) {
        ZMQ.Socket socket = create(kind.type());
        socket.setHandshakeIvl(HANDSHAKE_MILLIS);
        socket.setSndHWM(settings.sendHighWater());
        socket.setRcvHWM(settings.receiveHighWater());
        socket.setMaxMsgSize(settings.maxMessageBytes());
        socket.setMsgAllocator(new FrameAllocator(settings.maxMessageBytes()));
        socket.setLinger((int) settings.linger().toMillis());
        if (!settings.identity().isEmpty()) {
            socket.setIdentity(settings.identity().getBytes(ZMQ.CHARSET));
        }
        if (kind == SocketKind.ROUTER) {
            socket.setRouterMandatory(true);
        } else if (kind == SocketKind.XPUB) {
            socket.setXpubNoDrop(true);
            socket.setXpubVerbose(true);
        }
        return new ZmqSocket(kind, socket, gate, shown);
    }

    synchronized ZMQ.Socket create(SocketType type) {
        if (closed) {
            throw new ZmqException("the ZeroMQ context is closed");
        }
        ZMQ.Socket socket = context.createSocket(type);
        PromptSignals.toThreadsOf(context.getContext());
        PromptSignals.toUserOf(socket);
        return socket;
    }

    public ZmqPoller poller() {
        return new ZmqPoller();
    }

    public WakeUp wakeUp() {
        return new WakeUp();
    }

    /** How many peers were refused because they did not show the secret. */
    public long refusals() {
        return gate.refusals();
    }

    /** How often a peer sent what ZeroMQ itself could not read. */
    public long malformedInputs() {
        return malformed.get();
    }

    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        gate.close();
        Thread closer = Threads.daemon(context::close, name + "/zmq-close");
        closer.start();
        Threads.join(closer, CLOSE_DEADLINE);
    }
}
