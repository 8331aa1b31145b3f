package org.rflow.connections.zeromq;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.rflow.connection.EndSpec;
import org.rflow.model.Delivery;
import org.rflow.model.SocketEnd;
import org.rflow.model.WorkerRef;
import org.rflow.zmq.SocketSettings;
import org.rflow.zmq.ZmqSocket;

/**
 * What all ends of the open form share: ZeroMQ's own patterns with a message in two frames.
 *
 * <pre>
 *  message   | data type name | org.rflow.Message, Avro with its schema |
 * </pre>
 */
final class OpenForm {
    /** A message a frame, so more of them; the linger is for what a peer has no way to confirm. */
    static final SocketSettings SETTINGS =
            SocketSettings.data().withHighWater(256, 256).withLinger(Duration.ofSeconds(1));

    /** How long to wait before an XPUB is asked again. */
    static final Duration RETRY = Duration.ofMillis(1);

    private static final String ANY_PORT = "tcp://127.0.0.1:*";

    private OpenForm() {}

    static boolean isBound(SocketEnd end) {
        return end.responsibility().equals("bind");
    }

    static String bindAddress(SocketEnd end) {
        return end.address().isEmpty() ? ANY_PORT : end.address();
    }

    static boolean isBroadcast(EndSpec spec) {
        Delivery delivery = spec.attachment().connection().delivery();
        if (delivery == Delivery.KEYED) {
            throw new IllegalArgumentException("connection '"
                    + spec.attachment().connection().name() + "': the open form has no keyed delivery; use wire: link");
        }
        return delivery == Delivery.BROADCAST;
    }

    static Distributor distributor(EndSpec spec, List<WorkerRef> receivers, SocketEnd end) {
        return isBroadcast(spec)
                ? new PublishDistributor(spec.loop(), receivers, end)
                : new PushDistributor(spec.loop(), receivers);
    }

    /** Subscribes to everything, and then to the name that says who did. */
    static void subscribe(ZmqSocket sub, UUID self) {
        sub.subscribe(new byte[0]);
        sub.subscribe(self.toString().getBytes(StandardCharsets.UTF_8));
    }
}
