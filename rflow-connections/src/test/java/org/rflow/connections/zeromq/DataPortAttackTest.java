package org.rflow.connections.zeromq;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rflow.connection.Inlet;
import org.rflow.connection.Undecodable;
import org.rflow.message.Message;
import org.rflow.model.Attachment;
import org.rflow.model.Delivery;
import org.rflow.testing.TestingWorker;
import org.rflow.zmq.Secret;
import org.rflow.zmq.SocketKind;
import org.rflow.zmq.SocketSettings;
import org.rflow.zmq.ZmqContext;
import org.rflow.zmq.ZmqSocket;

/** Attacks on the port that a receiver bound, while a sender sends: nothing is lost and nobody comes in. */
final class DataPortAttackTest {
    private static final int MESSAGES = 200_000;

    private final Secret secret = Secret.random();
    private final TestingWorker sending = new TestingWorker("sender-1", secret);
    private final TestingWorker receiving = new TestingWorker("receiver-1", secret);
    private final Attachment attachment = Links.attachment(
            Links.connection(Delivery.ROUND_ROBIN, Map.of()), List.of(sending.ref()), List.of(receiving.ref()));
    private final OrderedInlet inlet = new OrderedInlet();
    private final LinkReceiver receiver = receiving.call(() -> new LinkReceiver(receiving.spec(attachment), inlet));
    private final LinkSender sender = sending.call(() -> new LinkSender(sending.spec(attachment)));
    private final String address = receiver.address();
    private final int port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    private long sent;

    @BeforeEach
    void startSending() {
        sending.run(() -> sender.connect(receiving.ref().uuid(), address));
        sending.run(() -> sending.loop().add(this::sendSome));
    }

    private int sendSome() {
        int done = 0;
        while (done < 16 && sent < MESSAGES && !sender.isFull()) {
            sender.send(Message.of(sent++));
            done++;
        }
        return done;
    }

    @AfterEach
    void everythingArrivesAndEverythingCloses() {
        await().atMost(Links.DEADLINE).until(() -> inlet.received.get() == MESSAGES);
        assertThat(inlet.outOfOrder.get()).isZero();
        sending.run(sender::end);
        await().atMost(Links.DEADLINE).until(() -> sending.call(sender::isEnded));
        assertThat(receiving.call(receiver::counts).dropped()).isZero();
        sending.run(sender::close);
        receiving.run(receiver::close);
        sending.close();
        receiving.close();
    }

    @Test
    void randomBytes() throws IOException {
        Random random = new Random(1);
        for (int i = 0; i < 300; i++) {
            byte[] noise = new byte[1 + random.nextInt(500)];
            random.nextBytes(noise);
            attack(i % 2 == 0 ? greeting() : new byte[0], noise);
        }
    }

    @Test
    void sizeMinusOne() throws IOException {
        for (int i = 0; i < 50; i++) {
            attack(greeting(), new byte[] {6, -1, -1, -1, -1, -1, -1, -1, -1});
        }
    }

    @Test
    void helloWhoseLengthSays200() throws IOException {
        for (int i = 0; i < 50; i++) {
            attack(greeting(), new byte[] {4, 12, 5, 'H', 'E', 'L', 'L', 'O', (byte) 200, 1, 2, 3, 4, 5});
        }
    }

    @Test
    void twoHundredHalfOpenConnections() throws IOException {
        List<Socket> open = new ArrayList<>();
        try {
            for (int i = 0; i < 200; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                open.add(socket);
                socket.getOutputStream().write(greeting(), 0, i % 64);
            }
            await().atMost(Links.DEADLINE).until(() -> inlet.received.get() == MESSAGES);
        } finally {
            for (Socket socket : open) {
                socket.close();
            }
        }
    }

    @Test
    void peersWithAWrongSecret() {
        try (ZmqContext strange = new ZmqContext("stranger", Secret.random())) {
            List<ZmqSocket> strangers = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                ZmqSocket dealer = strange.open(SocketKind.DEALER, SocketSettings.data());
                strangers.add(dealer);
                dealer.connect(address);
                dealer.send(new LinkFrame.Hello(Links.CONNECTION, sending.ref().uuid(), 9, 0, 0).encode());
            }
            await().atMost(Links.DEADLINE).until(() -> strangers.stream().allMatch(ZmqSocket::isRefused));
            assertThat(strangers).allMatch(dealer -> dealer.receive() == null);
            strangers.forEach(ZmqSocket::close);
        }
    }

    /** From a peer that has the secret, but is none of ours. */
    @Test
    void nonsenseFromAPeerWithTheSecret() {
        Random random = new Random(2);
        try (ZmqContext friend = new ZmqContext("friend", secret);
                ZmqSocket dealer =
                        friend.open(SocketKind.DEALER, SocketSettings.data().withHighWater(5000, 10))) {
            dealer.connect(address);
            for (int i = 0; i < 2000; i++) {
                byte[] noise = new byte[random.nextInt(200)];
                random.nextBytes(noise);
                if (noise.length > 0) {
                    noise[0] = (byte) random.nextInt(12);
                }
                dealer.send(noise);
            }
            await().atMost(Links.DEADLINE).until(() -> receiving.call(receiver::brokenFrames) > 1000);
        }
    }

    private void attack(byte[] first, byte[] second) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(first);
            socket.getOutputStream().write(second);
        } catch (IOException e) {
            assertThat(e).hasMessageMatching("(?i).*(reset|broken pipe).*");
        }
    }

    private static byte[] greeting() {
        byte[] greeting = new byte[64];
        greeting[0] = -1;
        greeting[8] = 1;
        greeting[9] = 127;
        greeting[10] = 3;
        System.arraycopy("PLAIN".getBytes(US_ASCII), 0, greeting, 12, 5);
        return greeting;
    }

    private static final class OrderedInlet implements Inlet {
        private final AtomicLong received = new AtomicLong();
        private final AtomicLong outOfOrder = new AtomicLong();

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void receive(Message message) {
            if (message.number() != received.getAndIncrement()) {
                outOfOrder.incrementAndGet();
            }
        }

        @Override
        public void undecodable(Undecodable what) {
            throw new AssertionError(what.type(), what.cause());
        }
    }
}
