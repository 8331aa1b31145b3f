package org.rflow.zmq;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Raw sockets attack a bound port while a peer with the secret goes on. */
final class HostilePeerTest {
    private static final byte[] SIZE_MINUS_ONE = {4 | 2, -1, -1, -1, -1, -1, -1, -1, -1};

    private final ZmqContext context = new ZmqContext("test", Secret.random());
    private final ZmqSocket pull = context.open(SocketKind.PULL, SocketSettings.data());
    private final ZmqSocket push = context.open(SocketKind.PUSH, SocketSettings.data());
    private int port;

    @BeforeEach
    void connectPeers() {
        String address = pull.bind("tcp://127.0.0.1:*");
        port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
        push.connect(address);
        assertThatMessagesStillPass();
    }

    @AfterEach
    void closesInTime() {
        push.close();
        pull.close();
        long start = System.nanoTime();
        context.close();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void frameOfSizeMinusOneBeforeAuthenticationHurtsNobody() throws IOException {
        try (Socket attacker = greet("PLAIN")) {
            attacker.getOutputStream().write(SIZE_MINUS_ONE);

            assertThatMessagesStillPass();
            assertThatIsClosed(attacker);
        }
    }

    @Test
    void frameOfManyGigabytesIsNotAllocated() throws IOException {
        try (Socket attacker = greet("PLAIN")) {
            attacker.getOutputStream().write(new byte[] {4 | 2, 0, 0, 0, 9, 0, 0, 0, 0});

            assertThatMessagesStillPass();
            assertThatIsClosed(attacker);
        }
    }

    @Test
    void helloWhoseLengthsLieHurtsNobody() throws IOException {
        for (int length : new int[] {200, 255, 128, 127, 5, 0}) {
            try (Socket attacker = greet("PLAIN")) {
                attacker.getOutputStream().write(command("HELLO", new byte[] {(byte) length, 1, 2, 3, 4, 5}));

                assertThatMessagesStillPass();
            }
        }
    }

    @Test
    void randomHelloesHurtNobody() throws IOException {
        Random random = new Random(42);
        for (int i = 0; i < 300; i++) {
            byte[] body = new byte[random.nextInt(40)];
            random.nextBytes(body);
            if (body.length > 0 && i % 3 == 0) {
                body[0] = (byte) (body.length - 1 - random.nextInt(2));
            }
            try (Socket attacker = greet("PLAIN")) {
                write(attacker, command("HELLO", body));
            }
        }

        assertThatMessagesStillPass();
        assertThat(pull.receive()).isNull();
    }

    @Test
    void nobodyComesInWithoutASecret() throws IOException {
        try (Socket attacker = greet("NULL")) {
            write(attacker, command("READY", new byte[0]));

            assertThatIsClosed(attacker);
            assertThatMessagesStillPass();
        }
    }

    @Test
    void nobodyComesInWithTheOldProtocol() throws IOException {
        for (int version : new int[] {0, 1}) {
            try (Socket attacker = new Socket(InetAddress.getLoopbackAddress(), port)) {
                OutputStream out = attacker.getOutputStream();
                out.write(new byte[] {-1, 0, 0, 0, 0, 0, 0, 0, 1, 127, (byte) version, 8, 0, 0, 0, 1, 'x'});
                out.flush();

                assertThatIsClosed(attacker);
                assertThatMessagesStillPass();
            }
        }
    }

    @Test
    void twoHundredHalfOpenConnectionsHurtNobody() throws IOException {
        List<Socket> attackers = new ArrayList<>();
        try {
            for (int i = 0; i < 200; i++) {
                attackers.add(i % 2 == 0 ? greet("PLAIN") : new Socket(InetAddress.getLoopbackAddress(), port));
            }

            assertThatMessagesStillPass();
        } finally {
            for (Socket attacker : attackers) {
                attacker.close();
            }
        }
    }

    @Test
    void randomBytesHurtNobody() throws IOException {
        Random random = new Random(42);
        for (int i = 0; i < 200; i++) {
            byte[] noise = new byte[1 + random.nextInt(300)];
            random.nextBytes(noise);
            try (Socket attacker = i % 2 == 0 ? greet("PLAIN") : new Socket(InetAddress.getLoopbackAddress(), port)) {
                write(attacker, noise);
            }
        }

        assertThatMessagesStillPass();
        assertThat(pull.receive()).isNull();
    }

    private static void write(Socket attacker, byte[] noise) {
        try {
            attacker.getOutputStream().write(noise);
        } catch (IOException closedOnTheFirstWrongByte) {
            assertThat(closedOnTheFirstWrongByte).hasMessageMatching("(?i).*(reset|broken pipe).*");
        }
    }

    private Socket greet(String mechanism) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        byte[] greeting = new byte[64];
        greeting[0] = -1;
        greeting[8] = 1;
        greeting[9] = 127;
        greeting[10] = 3;
        byte[] name = mechanism.getBytes(US_ASCII);
        System.arraycopy(name, 0, greeting, 12, name.length);
        socket.getOutputStream().write(greeting);
        return socket;
    }

    private static byte[] command(String name, byte[] body) {
        ByteBuffer frame = ByteBuffer.allocate(3 + name.length() + body.length);
        frame.put((byte) 4).put((byte) (1 + name.length() + body.length));
        frame.put((byte) name.length()).put(name.getBytes(US_ASCII)).put(body);
        return frame.array();
    }

    private static void assertThatIsClosed(Socket attacker) throws IOException {
        attacker.setSoTimeout(10_000);
        InputStream in = attacker.getInputStream();
        try {
            while (in.read() >= 0) {
                // what the port said before it hung up
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("reset");
        }
    }

    private void assertThatMessagesStillPass() {
        IntStream.range(0, 20).forEach(number -> {
            byte[] sent = {(byte) number};
            assertThat(push.send(sent)).isTrue();
            try (ZmqPoller poller = context.poller()) {
                poller.watch(pull);
                poller.poll(Duration.ofSeconds(10));
                byte[][] received = pull.receive();
                assertThat(received).isNotNull();
                assertThat(received[0]).isEqualTo(sent);
            }
        });
    }
}
