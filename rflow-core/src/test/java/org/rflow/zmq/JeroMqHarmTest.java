package org.rflow.zmq;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import zmq.Msg;
import zmq.msg.MsgAllocatorHeap;

/**
 * What JeroMQ does when it is not held. Each of these tests is why {@link ZmqContext} sets something; one that fails after
 * an update says that the workaround may go.
 */
final class JeroMqHarmTest {
    private final ZContext bare = new ZContext();

    @AfterEach
    void close() {
        bare.close();
    }

    @Test
    void withoutAZapHandlerAWrongPasswordGetsEverything() {
        ZMQ.Socket push = bare.createSocket(SocketType.PUSH);
        push.setPlainServer(true);
        push.bind("tcp://127.0.0.1:*");
        ZMQ.Socket pull = bare.createSocket(SocketType.PULL);
        pull.setPlainUsername("anybody");
        pull.setPlainPassword("wrong");
        pull.setReceiveTimeOut(10_000);
        pull.connect(push.getLastEndpoint());

        push.send("all my data");

        assertThat(pull.recvStr()).isEqualTo("all my data");
    }

    @Test
    void withoutMandatoryARouterDropsSilently() {
        ZMQ.Socket router = bare.createSocket(SocketType.ROUTER);
        router.bind("tcp://127.0.0.1:*");

        boolean sent = router.sendMore("nobody") && router.send("hello", ZMQ.DONTWAIT);

        assertThat(sent).isTrue();
    }

    @Test
    void withoutNoDropAPublisherDropsSilently() {
        ZMQ.Socket xpub = bare.createSocket(SocketType.XPUB);
        xpub.setHWM(4);
        xpub.bind("tcp://127.0.0.1:*");
        ZMQ.Socket sub = bare.createSocket(SocketType.SUB);
        sub.setHWM(4);
        sub.subscribe("");
        sub.setReceiveTimeOut(1000);
        sub.connect(xpub.getLastEndpoint());
        xpub.recv();

        int sent = 0;
        while (sent < 200 && xpub.send(new byte[1 << 20], ZMQ.DONTWAIT)) {
            sent++;
        }
        int received = 0;
        while (sub.recv() != null) {
            received++;
        }

        assertThat(sent).isEqualTo(200);
        assertThat(received).isLessThan(200);
    }

    @Test
    void stockAllocatorThrowsInTheIoThreadAtASizeBelowZero() {
        assertThatThrownBy(() -> new MsgAllocatorHeap().allocate(-1)).isInstanceOf(RuntimeException.class);
        assertThat(new FrameAllocator(10).allocate(-1).size()).isZero();
        assertThat(new FrameAllocator(10).allocate(11).size()).isZero();
        assertThat(new FrameAllocator(10).allocate(10).size()).isEqualTo(10);
    }

    @Test
    void lyingHelloSaysThatItIsEmptyAndEverythingElseItsSize() {
        assertThat(frame("\5HELLO\5rflow\4pass").size()).isEqualTo(17);
        assertThat(frame("\5HELLO\5rflow").size()).isZero();
        assertThat(frame("\5HELLO\177rflow\4pass").size()).isZero();
        assertThat(frame("\5HELL").size()).isEqualTo(5);
        assertThat(frame("HELLO\5rflow").size()).isEqualTo(11);
        byte[] negative = "\5HELLO_rflow\4pass".getBytes(UTF_8);
        negative[6] = (byte) 200;
        assertThat(frame(negative).size()).isZero();
    }

    private static Msg frame(String text) {
        return frame(text.getBytes(UTF_8));
    }

    private static Msg frame(byte[] bytes) {
        Msg frame = new FrameAllocator(1000).allocate(bytes.length);
        frame.put(bytes);
        return frame;
    }
}
