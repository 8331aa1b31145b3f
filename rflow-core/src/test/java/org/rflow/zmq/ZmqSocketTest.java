package org.rflow.zmq;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ZmqSocketTest {
    private static final String ANY_PORT = "tcp://127.0.0.1:*";
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private final Secret secret = Secret.random();
    private final ZmqContext context = new ZmqContext("test", secret);
    private final List<ZmqContext> others = new ArrayList<>();

    @AfterEach
    void closeContexts() {
        others.forEach(ZmqContext::close);
        context.close();
    }

    @Test
    void carriesFramesBothWays() {
        try (ZmqSocket router = context.open(SocketKind.ROUTER, SocketSettings.data());
                ZmqSocket dealer = context.open(SocketKind.DEALER, SocketSettings.data())) {
            dealer.connect(router.bind(ANY_PORT));

            dealer.send(bytes("hello"), bytes("router"));
            byte[][] received = await(router);
            router.send(received[0], bytes("hello dealer"));

            assertThat(texts(received)).endsWith("hello", "router").hasSize(3);
            assertThat(texts(await(dealer))).containsExactly("hello dealer");
        }
    }

    @Test
    void peerWithWrongSecretGetsNothingAndIsCounted() {
        try (ZmqSocket push = context.open(SocketKind.ROUTER, SocketSettings.data());
                ZmqSocket stranger = stranger().open(SocketKind.DEALER, SocketSettings.data());
                ZmqSocket friend = context.open(SocketKind.DEALER, SocketSettings.data())) {
            String address = push.bind(ANY_PORT);
            stranger.connect(address);
            stranger.send(bytes("let me in"));

            awaitTrue(() -> context.refusals() > 0 && stranger.isRefused());
            friend.connect(address);
            friend.send(bytes("it is me"));

            assertThat(texts(await(push))).endsWith("it is me");
            assertThat(push.receive()).isNull();
            assertThat(friend.isRefused()).isFalse();
        }
    }

    @Test
    void routerRefusesToSendToUnknownPeer() {
        try (ZmqSocket router = context.open(SocketKind.ROUTER, SocketSettings.data())) {
            router.bind(ANY_PORT);

            boolean sent = router.send(bytes("nobody"), bytes("hello"));

            assertThat(sent).isFalse();
            assertThat(router.isUnreachable()).isTrue();
        }
    }

    @Test
    void refusesToSendBeyondHighWaterMark() {
        try (ZmqSocket push = context.open(SocketKind.PUSH, SocketSettings.data())) {
            push.connect("tcp://127.0.0.1:1");

            int sent = 0;
            while (push.send(bytes("x"))) {
                sent++;
            }

            assertThat(sent).isEqualTo(SocketSettings.data().sendHighWater());
            assertThat(push.isUnreachable()).isFalse();
            assertThat(push.isWritable()).isFalse();
        }
    }

    @Test
    void publisherRefusesInsteadOfDropping() {
        try (ZmqSocket xpub = context.open(SocketKind.XPUB, SocketSettings.data());
                ZmqSocket sub = context.open(SocketKind.SUB, SocketSettings.data())) {
            sub.connect(xpub.bind(ANY_PORT));
            sub.subscribe(new byte[0]);
            await(xpub);
            byte[] big = new byte[1 << 20];

            int sent = 0;
            while (xpub.send(big.clone())) {
                sent++;
            }
            for (int i = 0; i < sent; i++) {
                await(sub);
            }

            assertThat(sent).isLessThan(1000);
            assertThat(sub.receive()).isNull();
        }
    }

    @Test
    void noSocketBindsOnceTheGateIsClosed() {
        ZmqSocket pull = context.open(SocketKind.PULL, SocketSettings.data());
        pull.close();
        context.close();

        assertThatThrownBy(() -> context.open(SocketKind.PULL, SocketSettings.data()))
                .isInstanceOf(ZmqException.class);
        assertThatThrownBy(() -> pull.bind(ANY_PORT))
                .isInstanceOf(ZmqException.class)
                .hasMessageContaining("checks its peers is closed");
    }

    @Test
    void addressInUseIsNamed() {
        try (ZmqSocket first = context.open(SocketKind.PULL, SocketSettings.data());
                ZmqSocket second = context.open(SocketKind.PULL, SocketSettings.data())) {
            String address = first.bind(ANY_PORT);

            assertThatThrownBy(() -> second.bind(address)).hasMessageContaining(address);
        }
    }

    @Test
    void everyOneOf200FreshConnectionsAnswersWithinTwoSeconds() {
        List<ZmqSocket> dealers = new ArrayList<>();
        try (ZmqSocket router = context.open(SocketKind.ROUTER, SocketSettings.data())) {
            String address = router.bind(ANY_PORT);
            long slowest = 0;
            for (int i = 0; i < 200; i++) {
                long start = System.nanoTime();
                ZmqSocket dealer = context.open(SocketKind.DEALER, SocketSettings.data());
                dealers.add(dealer);
                dealer.connect(address);
                dealer.send(bytes("ping"));
                router.send(await(router)[0], bytes("pong"));
                assertThat(texts(await(dealer))).containsExactly("pong");
                slowest = Math.max(slowest, System.nanoTime() - start);
            }

            assertThat(Duration.ofNanos(slowest)).isLessThan(Duration.ofSeconds(2));
        } finally {
            dealers.forEach(ZmqSocket::close);
        }
    }

    @Test
    void closedSocketStillDeliversWithinItsLinger() {
        try (ZmqContext mine = new ZmqContext("mine", secret);
                ZmqSocket pull = context.open(SocketKind.PULL, SocketSettings.bus())) {
            String address = pull.bind(ANY_PORT);
            ZmqSocket push = mine.open(SocketKind.PUSH, SocketSettings.bus().withLinger(DEADLINE));
            push.connect(address);

            for (int i = 0; i < 50; i++) {
                push.send(bytes("last words"));
            }
            push.close();

            for (int i = 0; i < 50; i++) {
                assertThat(texts(await(pull))).containsExactly("last words");
            }
        }
    }

    private ZmqContext stranger() {
        ZmqContext other = new ZmqContext("stranger", Secret.random());
        others.add(other);
        return other;
    }

    private byte[][] await(ZmqSocket socket) {
        try (ZmqPoller poller = context.poller()) {
            poller.watch(socket);
            byte[] @Nullable [] frames = socket.receive();
            long end = System.nanoTime() + DEADLINE.toNanos();
            while (frames == null && System.nanoTime() - end < 0) {
                poller.poll(Duration.ofMillis(100));
                frames = socket.receive();
            }
            if (frames == null) {
                throw new AssertionError("nothing came within " + DEADLINE);
            }
            return frames;
        }
    }

    private static void awaitTrue(java.util.concurrent.Callable<Boolean> condition) {
        org.awaitility.Awaitility.await().atMost(DEADLINE).until(condition);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static List<String> texts(byte[][] frames) {
        return List.of(frames).stream().map(frame -> new String(frame, UTF_8)).toList();
    }
}
