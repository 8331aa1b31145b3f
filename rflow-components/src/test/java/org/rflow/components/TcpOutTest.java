package org.rflow.components;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rflow.component.ComponentRunner;
import org.rflow.testing.ComponentTester;
import org.rflow.testing.ComponentTester.Mode;

final class TcpOutTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    /** What each connection has brought. */
    private final List<ByteArrayOutputStream> connections = new CopyOnWriteArrayList<>();

    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private ServerSocket server;
    private Thread accepting;

    @BeforeEach
    void startServer() throws IOException {
        server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        accepting = new Thread(this::accept, "tcp-server");
        accepting.start();
    }

    @AfterEach
    void stopServer() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                sockets.add(socket);
                connections.add(bytes);
                new Thread(() -> read(socket, bytes), "tcp-client").start();
            }
        } catch (IOException closed) {
            assertThat(server.isClosed()).isTrue();
        }
    }

    private static void read(Socket socket, ByteArrayOutputStream bytes) {
        try {
            socket.getInputStream().transferTo(bytes);
        } catch (IOException closed) {
            assertThat(socket.isClosed()).isTrue();
        }
    }

    @Test
    void sendsALineForEachMessage() {
        out().modes(Mode.ALL_AT_ONCE).send("one", 2, "drei").expect("errored");

        await().atMost(SOON).until(() -> received().equals("one\n2\ndrei\n"));
        assertThat(connections).hasSize(1);
    }

    @Test
    void sendsBytesBehindTheirLength() {
        out().modes(Mode.ALL_AT_ONCE)
                .option("framing", "length")
                .send("é\n", new byte[] {0, 1})
                .expect("errored");

        await().atMost(SOON)
                .until(() -> connections.size() == 1
                        && List.of(0, 0, 0, 3, 0xc3, 0xa9, 10, 0, 0, 0, 2, 0, 1).equals(unsigned()));
    }

    private List<Integer> unsigned() {
        List<Integer> numbers = new ArrayList<>();
        for (byte b : connections.get(0).toByteArray()) {
            numbers.add(b & 0xff);
        }
        return numbers;
    }

    @Test
    void connectsAgainWhenTheServerHasLeft() {
        out().modes(Mode.ITEM_BY_ITEM)
                .send("before")
                .then(context -> {
                    await().atMost(SOON).until(() -> received().equals("before\n"));
                    sockets.get(0).close();
                })
                .send("after")
                .expect("errored");

        await().atMost(SOON).until(() -> received().equals("before\nafter\n"));
        assertThat(connections).hasSize(2);
    }

    @Test
    void sendsToErroredWhatNobodyTakes() throws Exception {
        server.close();
        // until then the system may accept one more
        accepting.join();

        ComponentTester tester =
                out().option("wait", "0").modes(Mode.ITEM_BY_ITEM).send("a");

        tester.expect("errored", "a");
        assertThat(tester.sent("errored").get(0).properties())
                .hasEntrySatisfying(
                        ComponentRunner.ERROR,
                        error -> assertThat(error)
                                .contains("TCP server 127.0.0.1:" + server.getLocalPort() + " is away"));
    }

    @Test
    void sendsToErroredWhatIsNoLine() {
        out().send("a\nb").expect("errored", "a\nb");
    }

    @Test
    void refusesOptionsThatCannotBe() {
        ComponentTester.of(TcpOut::new).expectProblem("needs option 'host'");
        out().option("port", "0").expectProblem("'port': 0 is not between 1 and 65535");
    }

    private ComponentTester out() {
        return ComponentTester.of(TcpOut::new)
                .option("host", "127.0.0.1")
                .option("port", Integer.toString(server.getLocalPort()));
    }

    private String received() {
        StringBuilder all = new StringBuilder();
        connections.forEach(connection -> all.append(connection.toString(UTF_8)));
        return all.toString();
    }
}
