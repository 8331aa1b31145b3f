package org.rflow.zmq;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/**
 * The ZAP handler (ZeroMQ RFC 27): asked once per incoming connection whether its peer may come in. Without one JeroMQ
 * lets everybody in, so every socket asks {@link #guard} before it binds.
 *
 * <pre>
 *  request   | sender | (empty) | 1.0 | id | domain | address | identity | PLAIN | user | password |
 *  reply     | sender | (empty) | 1.0 | id | 200 or 400 | text | (user id, empty) | (metadata, empty) |
 * </pre>
 *
 * <p>Has its own thread, started by the first socket that binds.
 */
final class Gate implements AutoCloseable {
    private static final Logger LOG = LogManager.getLogger(Gate.class);
    private static final String ADDRESS = "inproc://zeromq.zap.01";
    private static final int FRAMES = 10;
    /** A bound, should a request ever come without waking us: its peer would wait for ever. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private static final byte[] EMPTY = {};

    private final String name;
    private final Secret secret;
    private final ZmqContext context;
    private final AtomicLong refusals = new AtomicLong();
    private final LogLimit refusalLog = new LogLimit(Duration.ofSeconds(10));
    private final WakeUp wakeUp = new WakeUp();
    private volatile boolean stopped;
    private @Nullable Thread thread;

    Gate(String name, Secret secret, ZmqContext context) {
        this.name = name;
        this.secret = secret;
        this.context = context;
    }

    /** Makes sure that somebody checks who comes in; throws when nobody does. */
    synchronized void guard() {
        if (stopped) {
            throw new ZmqException("no socket may bind: the context that checks its peers is closed");
        }
        if (thread == null) {
            ZMQ.Socket socket = context.create(SocketType.ROUTER);
            socket.setLinger(0);
            socket.setRouterMandatory(true);
            socket.bind(ADDRESS);
            thread = Threads.daemon(() -> serve(socket), name + "/zap");
            thread.start();
        }
    }

    long refusals() {
        return refusals.get();
    }

    private void serve(ZMQ.Socket socket) {
        try (ZmqPoller poller = new ZmqPoller();
                ZmqSocket requests = new ZmqSocket(SocketKind.ROUTER, socket, this, secret)) {
            poller.watch(wakeUp);
            poller.watch(requests);
            while (!stopped) {
                byte[][] request = requests.receive();
                if (request == null) {
                    poller.poll(LOOK_AGAIN);
                } else if (request.length > 4 && !requests.send(answer(request))) {
                    LOG.debug("a peer left before it was let in");
                }
            }
        }
    }

    private byte[][] answer(byte[][] request) {
        boolean welcome = isWelcome(request);
        if (!welcome) {
            refuse(request);
        }
        List<byte[]> reply = new ArrayList<>(List.of(request).subList(0, 4));
        reply.add(text(welcome ? "200" : "400"));
        reply.add(text(welcome ? "OK" : "wrong secret"));
        reply.add(EMPTY);
        reply.add(EMPTY);
        return reply.toArray(byte[][]::new);
    }

    private boolean isWelcome(byte[][] request) {
        return request.length == FRAMES
                && text(request[7]).equals("PLAIN")
                && text(request[8]).equals(Secret.USER)
                && secret.matches(request[9]);
    }

    private void refuse(byte[][] request) {
        refusals.incrementAndGet();
        long heldBack = refusalLog.ask();
        if (heldBack >= 0) {
            String address = request.length > 5 ? text(request[5]) : "unknown";
            LOG.warn(
                    "refused a peer at {} that does not know the secret ({} more since the last such line)",
                    address,
                    heldBack);
        }
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.US_ASCII);
    }

    @Override
    public void close() {
        Thread running;
        synchronized (this) {
            stopped = true;
            running = thread;
        }
        wakeUp.wake();
        if (running != null) {
            Threads.join(running, Duration.ofSeconds(5));
        }
        wakeUp.close();
    }
}
