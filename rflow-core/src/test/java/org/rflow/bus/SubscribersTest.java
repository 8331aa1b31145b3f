package org.rflow.bus;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.rflow.zmq.Secret;
import org.rflow.zmq.SocketKind;
import org.rflow.zmq.SocketSettings;
import org.rflow.zmq.ZmqContext;
import org.rflow.zmq.ZmqSocket;

final class SubscribersTest {
    private final AtomicLong nanos = new AtomicLong();
    private final ZmqContext context = new ZmqContext("test", Secret.random());
    private final ZmqSocket socket = context.open(SocketKind.ROUTER, SocketSettings.bus());
    private final Subscribers subscribers = new Subscribers(socket, nanos::get);

    @AfterEach
    void close() {
        socket.close();
        context.close();
    }

    @Test
    void forgetsAnAgentThatDoesNotRenewItsSubscription() {
        subscribers.subscribe(route(1));
        subscribers.subscribe(route(2));
        pass(Subscribers.LEASE.dividedBy(2));
        subscribers.subscribe(route(2));

        pass(Subscribers.LEASE.dividedBy(2).plusMillis(1));
        subscribers.flush();

        assertThat(subscribers.count()).isOne();
    }

    @Test
    void forgetsAnAgentThatIsGone() {
        subscribers.subscribe(route(1));

        subscribers.publish(Samples.event(1));

        assertThat(subscribers.flush()).isTrue();
        assertThat(subscribers.count()).isZero();
    }

    @Test
    void takesNoMoreAgentsThanItsLimit() {
        for (int i = 0; i <= Subscribers.MAX; i++) {
            subscribers.subscribe(route(i));
        }

        assertThat(subscribers.count()).isEqualTo(Subscribers.MAX);
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private static Route route(int number) {
        return Route.of(new byte[][] {{1, (byte) number}});
    }
}
