package org.rflow.components;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rflow.message.MessageException;
import org.rflow.testing.TestingContext;

/** The server takes nothing until the test reads; the time is the test's. */
final class TcpSenderTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    /** More than sockets hold. */
    private static final byte[] LARGE = new byte[32 << 20];

    private final AtomicLong time = new AtomicLong();
    private ServerSocket server;
    private TcpSender sender;

    @BeforeEach
    void start() throws IOException {
        server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        sender = sender(server.getInetAddress().getHostAddress());
    }

    private TcpSender sender(String host) {
        return new TcpSender(
                host,
                server.getLocalPort(),
                Duration.ofMinutes(1),
                time::get,
                LogManager.getLogger(TestingContext.class));
    }

    @AfterEach
    void end() throws IOException {
        sender.close();
        server.close();
    }

    @Test
    void leavesAServerThatTakesNothing() throws IOException {
        CompletableFuture<Void> written = CompletableFuture.runAsync(() -> write(sender));

        try (Socket socket = server.accept()) {
            await().atMost(SOON).until(() -> {
                time.addAndGet(Duration.ofSeconds(61).toNanos());
                return written.isDone();
            });

            assertThat(socket.isClosed()).isFalse();
        }
        assertThat(written)
                .isCompletedExceptionally()
                .failsWithin(SOON)
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(MessageException.class)
                .withMessageContaining("has taken nothing for 60000 ms")
                .withMessageContaining("give option 'wait' more time");
    }

    @Test
    void waitsFromWhenTheConnectionBreaks() throws IOException {
        try (RecordingLog log = new RecordingLog(Level.WARN)) {
            CompletableFuture<Void> written = CompletableFuture.runAsync(() -> write(sender));
            int port = server.getLocalPort();
            Socket first = server.accept();
            await().atMost(SOON).until(() -> first.getInputStream().available() > 0);

            time.addAndGet(Duration.ofSeconds(59).toNanos());
            server.close();
            first.close();
            await().atMost(SOON).until(() -> !log.lines().isEmpty());
            time.addAndGet(Duration.ofSeconds(59).toNanos());
            server = new ServerSocket(port, 10, InetAddress.getLoopbackAddress());

            try (Socket second = server.accept();
                    InputStream bytes = second.getInputStream()) {
                assertThat(bytes.readNBytes(LARGE.length)).hasSize(LARGE.length);
                assertThat(written).succeedsWithin(SOON);
            }
        }
    }

    @Test
    void saysThatNobodyKnowsTheHost() {
        TcpSender lost = sender("nobody.invalid");
        CompletableFuture<Void> written = CompletableFuture.runAsync(() -> write(lost));

        await().atMost(SOON).until(() -> {
            time.addAndGet(Duration.ofSeconds(61).toNanos());
            return written.isDone();
        });

        assertThat(written)
                .failsWithin(SOON)
                .withThrowableThat()
                .withMessageContaining("TCP server nobody.invalid:" + server.getLocalPort()
                        + " is away: the host is unknown; start it");
    }

    private static void write(TcpSender to) {
        try {
            to.write(LARGE);
        } catch (IOException | InterruptedException e) {
            throw new CompletionException(e);
        }
    }
}
