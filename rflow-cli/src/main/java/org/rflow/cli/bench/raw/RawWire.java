package org.rflow.cli.bench.raw;

import java.io.IOException;
import java.util.List;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/** What the messages of a reference travel on. */
public enum RawWire {
    /** JeroMQ's PUSH and PULL, one message a frame. */
    FRAMES,
    /** The same with batches. */
    BATCHES,
    /** The JDK's TCP with batches. */
    NIO,
    /** Agrona's ring in a file that both map; its VMs need {@link #options}. */
    RING,
    /** JeroMQ's XPUB, told not to drop, and SUB, one message a frame. */
    PUBLISHED,
    /** Records in Avro, on PUSH and PULL, one a frame. */
    RECORDS;

    /** What the VMs at its ends need to be told besides. */
    public List<String> options() {
        return this == RING ? List.of(Ring.OPTION) : List.of();
    }

    RawSender sender(RawArguments arguments) throws IOException {
        Meeting meeting = arguments.meeting();
        String to = arguments.text(RawArguments.TO);
        int size = arguments.size();
        if (this == NIO) {
            return new NioSender(meeting, to, size);
        }
        if (this == RING) {
            return new RingSender(meeting, to, size);
        }
        JeroMq jeroMq = new JeroMq(meeting);
        if (this == RECORDS) {
            return new RecordSender(jeroMq, jeroMq.connected(SocketType.PUSH, to));
        }
        if (this == BATCHES) {
            return new BatchSender(jeroMq, jeroMq.connected(SocketType.PUSH, to), size);
        }
        ZMQ.Socket socket = this == FRAMES ? jeroMq.connected(SocketType.PUSH, to) : publisher(jeroMq, to, arguments);
        return new FrameSender(jeroMq, socket, size);
    }

    /** Waits until everyone has subscribed. */
    private static ZMQ.Socket publisher(JeroMq jeroMq, String to, RawArguments arguments) throws IOException {
        ZMQ.Socket socket = jeroMq.bound(SocketType.XPUB, to);
        for (int left = arguments.number(RawArguments.RECEIVERS); left > 0; left--) {
            socket.recv(0);
        }
        return socket;
    }

    RawReceiver receiver(RawArguments arguments) throws IOException {
        Meeting meeting = arguments.meeting();
        String name = arguments.text(RawArguments.NAME);
        if (this == NIO) {
            return new NioReceiver(meeting, name);
        }
        if (this == RING) {
            return new RingReceiver(meeting, name);
        }
        JeroMq jeroMq = new JeroMq(meeting);
        if (this == PUBLISHED) {
            ZMQ.Socket socket = jeroMq.connected(SocketType.SUB, arguments.text(RawArguments.TO));
            socket.subscribe(new byte[0]);
            return new FrameReceiver(jeroMq, socket);
        }
        ZMQ.Socket socket = jeroMq.bound(SocketType.PULL, name);
        return switch (this) {
            case RECORDS -> new RecordReceiver(jeroMq, socket);
            case BATCHES -> new BatchReceiver(jeroMq, socket);
            default -> new FrameReceiver(jeroMq, socket);
        };
    }
}
