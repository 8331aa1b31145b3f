package org.rflow.components;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;
import org.rflow.message.MessageException;

/** The connection to a TCP server, made when needed. {@link #write} blocks and is called by one thread at a time, {@link #close} by any. */
final class TcpSender implements AutoCloseable {
    private static final int MOST_CONNECT_MILLIS = 5000;
    private static final long FIRST_PAUSE_MILLIS = 50;
    private static final long LONGEST_PAUSE_MILLIS = 2000;
    private static final int MOST_DOUBLINGS = 10;
    private static final long LOOK_MILLIS = 100;
    private static final Duration LEAST_STALL = Duration.ofSeconds(1);

    private final String host;
    private final int port;
    private final Duration patience;
    private final LongSupplier nanos;
    private final Logger log;
    private volatile @Nullable SocketChannel channel;
    private volatile boolean closed;

    /** {@code nanos} is a time like that of {@link System#nanoTime}. */
    TcpSender(String host, int port, Duration patience, LongSupplier nanos, Logger log) {
        this.host = host;
        this.port = port;
        this.patience = patience;
        this.nanos = nanos;
        this.log = log;
    }

    /**
     * {@link MessageException} when there is no server within the patience, which begins when it is found to be away, or when one takes nothing for so
     * long (at least a second).
     */
    void write(byte[] bytes) throws IOException, InterruptedException {
        long brokenAt = 0;
        for (int attempt = 1; ; attempt++) {
            try {
                writeAll(connected(), ByteBuffer.wrap(bytes));
                return;
            } catch (IOException e) {
                disconnect();
                long now = nanos.getAsLong();
                brokenAt = attempt == 1 ? now : brokenAt;
                if (closed || now - brokenAt >= patience.toNanos()) {
                    throw new MessageException(
                            "TCP server " + host + ":" + port + " is away: " + e.getMessage()
                                    + "; start it, or check options 'host' and 'port'",
                            e);
                }
                long pause =
                        Math.min(FIRST_PAUSE_MILLIS << Math.min(attempt - 1, MOST_DOUBLINGS), LONGEST_PAUSE_MILLIS);
                log.warn("TCP server {}:{} is away, and tried again in {} ms: {}", host, port, pause, e.getMessage());
                TimeUnit.MILLISECONDS.sleep(pause);
            }
        }
    }

    private void writeAll(SocketChannel open, ByteBuffer left) throws IOException, InterruptedException {
        open.write(left);
        if (!left.hasRemaining()) {
            return;
        }
        try (Selector writable = Selector.open()) {
            open.register(writable, SelectionKey.OP_WRITE);
            long progressAt = nanos.getAsLong();
            while (left.hasRemaining()) {
                writable.select(LOOK_MILLIS);
                writable.selectedKeys().clear();
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                if (open.write(left) > 0) {
                    progressAt = nanos.getAsLong();
                } else if (nanos.getAsLong() - progressAt > longestStall().toNanos()) {
                    throw stalled();
                }
            }
        }
    }

    private Duration longestStall() {
        return patience.compareTo(LEAST_STALL) < 0 ? LEAST_STALL : patience;
    }

    private MessageException stalled() throws IOException {
        disconnect();
        return new MessageException("TCP server " + host + ":" + port + " has taken nothing for "
                + longestStall().toMillis()
                + " ms, so the connection was closed; see what it waits for, or give option 'wait' more time");
    }

    private SocketChannel connected() throws IOException {
        SocketChannel open = channel;
        if (open != null && !hasLeft(open)) {
            return open;
        }
        disconnect();
        InetSocketAddress address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw new UnknownHostException("the host is unknown");
        }
        SocketChannel fresh = SocketChannel.open();
        try {
            fresh.socket().connect(address, MOST_CONNECT_MILLIS);
            fresh.setOption(StandardSocketOptions.TCP_NODELAY, true);
            fresh.configureBlocking(false);
        } catch (IOException e) {
            fresh.close();
            throw e;
        }
        channel = fresh;
        return fresh;
    }

    /** Whether the server has closed the connection, which a write would not tell. What it says is thrown away. */
    private static boolean hasLeft(SocketChannel open) throws IOException {
        ByteBuffer said = ByteBuffer.allocate(1024);
        int read = open.read(said);
        while (read > 0) {
            said.clear();
            read = open.read(said);
        }
        return read < 0;
    }

    private void disconnect() throws IOException {
        SocketChannel open = channel;
        channel = null;
        if (open != null) {
            open.close();
        }
    }

    /** What is being written is given up. */
    @Override
    public void close() throws IOException {
        closed = true;
        disconnect();
    }
}
