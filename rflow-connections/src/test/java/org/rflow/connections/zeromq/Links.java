package org.rflow.connections.zeromq;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rflow.message.BatchWriter;
import org.rflow.message.Message;
import org.rflow.model.Attachment;
import org.rflow.model.Connection;
import org.rflow.model.Delivery;
import org.rflow.model.Guarantee;
import org.rflow.model.Ids;
import org.rflow.model.PortRef;
import org.rflow.model.SocketEnd;
import org.rflow.model.Wire;
import org.rflow.model.WorkerRef;
import org.rflow.zmq.ZmqContext;
import org.rflow.zmq.ZmqPoller;
import org.rflow.zmq.ZmqSocket;

/** What the tests of links share: connections, frames, and sockets that are waited for. */
final class Links {
    static final Duration DEADLINE = Duration.ofSeconds(20);
    static final UUID CONNECTION = new UUID(1, 1);
    static final String ANY_PORT = "tcp://127.0.0.1:*";

    private Links() {}

    static Connection connection(Delivery delivery, Map<String, String> options) {
        return connection(delivery, Guarantee.BEST_EFFORT, options);
    }

    static Connection connection(Delivery delivery, Guarantee guarantee, Map<String, String> options) {
        return new Connection(
                CONNECTION,
                PortRef.parse("source#out"),
                PortRef.parse("sink#in"),
                delivery,
                delivery == Delivery.KEYED ? Optional.of("key") : Optional.empty(),
                guarantee,
                Wire.LINK,
                false,
                Ids.NONE,
                false,
                new SocketEnd("DEALER", ANY_PORT, "connect"),
                new SocketEnd("ROUTER", ANY_PORT, "bind"),
                options);
    }

    static Attachment attachment(Connection connection, List<WorkerRef> senders, List<WorkerRef> receivers) {
        return new Attachment(connection, senders, receivers);
    }

    static byte[] batch(int incarnation, long firstNumber, Message... messages) {
        BatchWriter writer = Batch.writer(1 << 20);
        writer.begin(incarnation, firstNumber);
        for (Message message : messages) {
            writer.append(message);
        }
        return writer.finish();
    }

    /** The frames of the next message, or an error after the deadline. */
    static byte[][] await(ZmqContext context, ZmqSocket socket) {
        long end = System.nanoTime() + DEADLINE.toNanos();
        try (ZmqPoller poller = context.poller()) {
            poller.watch(socket);
            byte[] @Nullable [] frames = socket.receive();
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
}
