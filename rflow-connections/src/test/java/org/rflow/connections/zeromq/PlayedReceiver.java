package org.rflow.connections.zeromq;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.rflow.message.BatchReader;
import org.rflow.message.DataTypes;
import org.rflow.model.WorkerRef;
import org.rflow.zmq.SocketKind;
import org.rflow.zmq.SocketSettings;
import org.rflow.zmq.ZmqContext;
import org.rflow.zmq.ZmqSocket;

/** A receiver that a test plays, frame by frame: a bound ROUTER that one sender connects to. */
final class PlayedReceiver implements AutoCloseable {
    private final WorkerRef ref;
    private final ZmqContext context;
    private final ZmqSocket router;
    private final String address;
    private final BatchReader reader = new BatchReader();
    private byte[] routing = {};

    PlayedReceiver(WorkerRef ref, ZmqContext context) {
        this.ref = ref;
        this.context = context;
        router = context.open(SocketKind.ROUTER, SocketSettings.data().withHighWater(100, 100));
        address = router.bind(Links.ANY_PORT);
    }

    WorkerRef ref() {
        return ref;
    }

    String address() {
        return address;
    }

    byte[] nextFrame() {
        byte[][] frames = Links.await(context, router);
        routing = frames[0];
        return frames[1];
    }

    /** Names the connection that the last frame came on. */
    String route() {
        return Arrays.toString(routing);
    }

    /** Whether nothing has come yet. */
    boolean isSilent() {
        return router.receive() == null;
    }

    LinkFrame next() {
        return LinkFrame.decode(nextFrame());
    }

    List<String> nextBatch() {
        byte[] frame = nextFrame();
        assertThat(frame[0]).isEqualTo(LinkFrame.BATCH);
        reader.wrap(frame, Batch.OFFSET, new DataTypes()::find);
        List<String> texts = new ArrayList<>();
        while (reader.next()) {
            texts.add(reader.message().text());
        }
        return texts;
    }

    /** The number of the first record in the batch read last. */
    long firstNumber() {
        return reader.firstNumber();
    }

    void say(LinkFrame frame) {
        say(frame.encode());
    }

    void say(byte[] frame) {
        assertThat(router.send(routing.clone(), frame)).isTrue();
    }

    @Override
    public void close() {
        router.close();
    }
}
