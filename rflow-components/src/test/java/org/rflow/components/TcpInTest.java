package org.rflow.components;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.logging.log4j.Level;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rflow.component.Component;
import org.rflow.component.ComponentRunner;
import org.rflow.message.Message;
import org.rflow.testing.ComponentTester;
import org.rflow.testing.TestingClock;
import org.rflow.testing.TestingContext;

/** Real clients; the test is the loop. */
final class TcpInTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    private Path directory;

    private final List<Message> received = new ArrayList<>();
    private final Map<String, String> options = new HashMap<>(Map.of("port", "0"));
    private final List<Socket> sockets = new ArrayList<>();
    private int refusals;
    private final ComponentRunner runner = new ComponentRunner(new TcpIn(this::accept), "meters", failed -> {
        throw new AssertionError(failed.cause());
    });
    private final TestingClock clock = new TestingClock();
    private int port;

    /** As a system does that has no more file descriptors, so often. */
    private @Nullable SocketChannel accept(ServerSocketChannel server) throws IOException {
        if (refusals > 0) {
            refusals--;
            throw new IOException("Too many open files");
        }
        return server.accept();
    }

    @AfterEach
    void end() throws Exception {
        for (Socket socket : sockets) {
            socket.close();
        }
        runner.cleanup();
    }

    private void start() throws Exception {
        TestingContext context = new TestingContext(directory, clock, TestingContext.Place.ALONE);
        runner.configure(options, context);
        runner.outputPort("out").orElseThrow().collectMessages(null, received);
        String address = Files.readString(context.runDirectory().resolve("address"));
        port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }

    @Test
    void sendsEachLineOfEachClient() throws Exception {
        start();

        Socket first = client();
        Socket second = client();
        write(first, "one\ntw");
        write(second, "drei\r\n\n");
        await(() -> received.size() == 3);
        write(first, "o\nlast");
        first.close();
        await(() -> received.size() == 5);

        assertThat(textsOf(first)).containsExactly("one", "two", "last");
        assertThat(textsOf(second)).containsExactly("drei", "");
    }

    private List<String> textsOf(Socket socket) {
        String name = "127.0.0.1:" + socket.getLocalPort();
        return received.stream()
                .filter(message -> name.equals(message.properties().get("tcp.client")))
                .map(Message::text)
                .toList();
    }

    @Test
    void sendsBytesBehindTheirLength() throws Exception {
        options.put("framing", "length");
        start();

        DataOutputStream out = new DataOutputStream(client().getOutputStream());
        byte[] large = new byte[300_000];
        large[299_999] = 7;
        for (byte[] record : List.of(new byte[0], new byte[] {1, '\n'}, large)) {
            out.writeInt(record.length);
            out.write(record);
        }
        await(() -> received.size() == 3);

        assertThat(received.get(0).raw().remaining()).isZero();
        assertThat(received.get(1).raw().get(1)).isEqualTo((byte) '\n');
        assertThat(received.get(2).raw().get(299_999)).isEqualTo((byte) 7);
    }

    @Test
    void losesNothingOfManyClientsThatSendMuch() throws Exception {
        start();
        List<CompletableFuture<Void>> clients = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            int number = i;
            clients.add(CompletableFuture.runAsync(() -> writeLines(number, 2000)));
        }

        await(() -> received.size() == 40_000);

        Set<String> different = new HashSet<>();
        received.forEach(message -> different.add(message.text()));
        assertThat(different).hasSize(40_000);
        CompletableFuture.allOf(clients.toArray(CompletableFuture[]::new)).join();
    }

    private void writeLines(int number, int lines) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < lines; i++) {
                text.append(number).append('-').append(i).append('\n');
            }
            write(socket, text.toString());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void cutsOffWhoSendsARecordWithoutEnd() throws Exception {
        options.put("max_record", "1KB");
        start();
        Socket endless = client();
        Socket other = client();

        write(endless, "x".repeat(100_000));
        write(other, "fine\n");
        await(() -> received.size() == 1 && isCutOff(endless));

        assertThat(received.get(0).text()).isEqualTo("fine");
    }

    private static boolean isCutOff(Socket socket) {
        try {
            socket.setSoTimeout(1);
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException notYet) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    @Test
    void letsNoMoreInThanItMay() throws Exception {
        options.put("max_clients", "1");
        start();
        Socket first = client();
        write(first, "first\n");
        await(() -> received.size() == 1);
        Socket second = client();
        write(second, "second\n");
        for (int i = 0; i < 100; i++) {
            runner.poll();
        }
        assertThat(received).hasSize(1);

        first.close();
        await(() -> received.size() == 2);

        assertThat(received.get(1).text()).isEqualTo("second");
    }

    @Test
    void takesARecordOfJustSoManyBytesAndNoneWithOneMore() throws Exception {
        options.put("max_record", "1000");
        start();
        Socket fitting = client();
        Socket longer = client();

        write(fitting, "x".repeat(1000) + "\n" + "y".repeat(1000) + "\r\n");
        await(() -> received.size() == 2);
        write(longer, "z".repeat(1001) + "\n");
        await(() -> isCutOff(longer));

        assertThat(textsOf(fitting)).containsExactly("x".repeat(1000), "y".repeat(1000));
        assertThat(received).hasSize(2);
    }

    @Test
    void takesALineAsLongAsItsBufferMayGrow() throws Exception {
        options.put("max_record", "8191");
        start();

        write(client(), "x".repeat(8191) + "\r");
        for (int i = 0; i < 100; i++) {
            runner.poll();
        }
        write(sockets.get(0), "\n");
        await(() -> received.size() == 1);

        assertThat(received.get(0).text()).hasSize(8191);
    }

    @Test
    void letsClientsInLaterWhenTheSystemCannotYet() throws Exception {
        refusals = 2;
        start();

        try (RecordingLog log = new RecordingLog(Level.WARN)) {
            write(client(), "patient\n");
            await(() -> {
                clock.advance(Duration.ofSeconds(1));
                return !received.isEmpty();
            });

            assertThat(received.get(0).text()).isEqualTo("patient");
            assertThat(refusals).isZero();
            assertThat(log.lines())
                    .containsExactly(
                            "WARN no TCP client can be let in, which is tried again after 1 s: Too many open files");
        }
    }

    @Test
    void sendsAtItsEndWhatItHasRead() throws Exception {
        start();
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 250; i++) {
            lines.append(i).append('\n');
        }
        write(client(), lines.toString());
        await(() -> received.size() >= 100);

        runner.stopSources();

        assertThat(received).hasSize(250);
    }

    @Test
    void refusesOptionsThatCannotBe() throws Exception {
        start();

        ComponentTester.of(TcpIn::new).expectProblem("needs option 'port'");
        ComponentTester.of(TcpIn::new)
                .option("port", Integer.toString(port))
                .expectProblem("cannot listen at 127.0.0.1:" + port);
        ComponentTester.of(TcpIn::new).option("port", "0").worker(1, 2).expectProblem("let one worker listen");
    }

    private Socket client() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        sockets.add(socket);
        return socket;
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(UTF_8));
        socket.getOutputStream().flush();
    }

    private void await(BooleanSupplier condition) throws Exception {
        long deadline = System.nanoTime() + SOON.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            if (runner.poll() == Component.Poll.IDLE) {
                LockSupport.parkNanos(200_000);
            }
        }
    }
}
