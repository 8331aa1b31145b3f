package org.rflow.components;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;
import org.rflow.message.MessageException;

/** The connection to a TCP server, made when needed. {@link #write} blocks and is called by one thread at a time, {@link #close} by any. */
final class TcpSender implements AutoCloseable {
    private static final int MOST_CONNECT_MILLIS = 5000;
    private static final long FIRST_PAUSE_MILLIS = 50;
    private static final long LONGEST_PAUSE_MILLIS = 2000;

    private final String host;
    private final int port;
    private final Duration patience;
    private final Logger log;
    private volatile @Nullable SocketChannel channel;
    private volatile boolean closed;

    TcpSender(String host, int port, Duration patience, Logger log) {
        this.host = host;
        this.port = port;
        this.patience = patience;
        this.log = log;
    }

    /** {@link MessageException} when there is no server within the patience. */
    void write(byte[] bytes) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        for (long pause = FIRST_PAUSE_MILLIS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS)) {
            try {
                SocketChannel open = connected();
                ByteBuffer left = ByteBuffer.wrap(bytes);
                while (left.hasRemaining()) {
                    open.write(left);
                }
                return;
            } catch (IOException e) {
                disconnect();
                if (closed || System.nanoTime() - deadline > 0) {
                    throw new MessageException("TCP server " + host + ":" + port + " is away: " + e.getMessage(), e);
                }
                log.warn("TCP server {}:{} is away, and tried again in {} ms: {}", host, port, pause, e.getMessage());
            }
            TimeUnit.MILLISECONDS.sleep(pause);
        }
    }

    private SocketChannel connected() throws IOException {
        SocketChannel open = channel;
        if (open != null && !hasLeft(open)) {
            return open;
        }
        disconnect();
        SocketChannel fresh = SocketChannel.open();
        try {
            fresh.socket().connect(new InetSocketAddress(host, port), MOST_CONNECT_MILLIS);
            fresh.setOption(StandardSocketOptions.TCP_NODELAY, true);
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
        open.configureBlocking(false);
        try {
            int read = open.read(said);
            while (read > 0) {
                said.clear();
                read = open.read(said);
            }
            return read < 0;
        } finally {
            open.configureBlocking(true);
        }
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
