package org.rflow.zmq;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;
import zmq.ZError;
import zmq.poll.PollItem;

/**
 * A socket that never blocks. It binds (and then checks the secret of every peer) or connects (and then shows it), not
 * both. Used by one thread at a time; never interrupt a thread that is inside a call.
 */
public final class ZmqSocket implements AutoCloseable {
    /** More parts than any protocol of ours has; the rest of a longer message is thrown away. */
    private static final int MAX_PARTS = 64;

    private final SocketKind kind;
    private final ZMQ.Socket socket;
    private final Gate gate;
    private final Secret secret;
    private final PollItem input;
    private final PollItem inputOrOutput;
    private boolean unreachable;
    private volatile boolean refused;
    private boolean connects;
    private boolean closed;

    ZmqSocket(SocketKind kind, ZMQ.Socket socket, Gate gate, Secret secret) {
        this.kind = kind;
        this.socket = socket;
        this.gate = gate;
        this.secret = secret;
        this.input = new PollItem(socket.base(), ZMQ.Poller.POLLIN);
        this.inputOrOutput = new PollItem(socket.base(), ZMQ.Poller.POLLIN | ZMQ.Poller.POLLOUT);
    }

    public SocketKind kind() {
        return kind;
    }

    /** Binds, for example to {@code tcp://127.0.0.1:*}, and returns where: {@code tcp://127.0.0.1:40123}. */
    public String bind(String address) {
        gate.guard();
        socket.setPlainServer(true);
        try {
            socket.bind(address);
        } catch (ZMQException | IllegalArgumentException e) {
            throw new ZmqException("cannot bind to " + address + ": " + reason(e), e);
        }
        return socket.getLastEndpoint();
    }

    /** Begins to connect, and again whenever the connection breaks. That it returns proves nothing: only an answer does. */
    public void connect(String address) {
        socket.setPlainUsername(Secret.USER);
        socket.setPlainPassword(secret.bytes());
        if (!connects) {
            connects = true;
            socket.setEventHook(event -> refused = true, ZMQ.HANDSHAKE_FAILED_AUTH);
        }
        try {
            socket.connect(address);
        } catch (ZMQException | IllegalArgumentException e) {
            throw new ZmqException("cannot connect to " + address + ": " + reason(e), e);
        }
    }

    /** Does not connect there any more; what has not left for there is lost. An address it does not connect to changes nothing. */
    public void disconnect(String address) {
        try {
            socket.disconnect(address);
        } catch (ZMQException e) {
            throw new ZmqException("cannot disconnect from " + address + ": " + reason(e), e);
        }
    }

    /** Whether a peer that this socket connects to did not accept the secret. */
    public boolean isRefused() {
        return refused;
    }

    /** For SUB: asks for messages whose first frame begins with the prefix. */
    public void subscribe(byte[] prefix) {
        socket.subscribe(prefix);
    }

    /**
     * Sends all frames or none. False: there is no room now, or a ROUTER knows no such peer (its name is the first
     * frame), which {@link #isUnreachable} tells apart. The arrays belong to the socket afterwards.
     */
    public boolean send(byte[]... frames) {
        unreachable = false;
        for (int i = 0; i < frames.length; i++) {
            int flags = i < frames.length - 1 ? ZMQ.DONTWAIT | ZMQ.SNDMORE : ZMQ.DONTWAIT;
            if (!send(frames[i], flags)) {
                if (i > 0) {
                    throw new ZmqException("a " + kind + " socket took part of a message");
                }
                return false;
            }
        }
        return true;
    }

    /**
     * Sends a frame of one part: what is between position 0 and the limit, without a copy. The caller may not change the
     * bytes until it knows that they have left.
     */
    public boolean send(ByteBuffer frame) {
        try {
            // JeroMQ resets the limit to the capacity when it sends without a copy, so the capacity has to be the limit
            return socket.sendByteBuffer(frame.slice(), ZMQ.DONTWAIT) >= 0;
        } catch (ZMQException e) {
            throw new ZmqException("cannot send: " + reason(e), e);
        }
    }

    private boolean send(byte[] frame, int flags) {
        try {
            return socket.send(frame, flags);
        } catch (ZMQException e) {
            if (e.getErrorCode() == ZError.EHOSTUNREACH) {
                unreachable = true;
                return false;
            }
            throw new ZmqException("cannot send: " + reason(e), e);
        }
    }

    /** Whether the last {@link #send} returned false because a ROUTER knows no such peer. */
    public boolean isUnreachable() {
        return unreachable;
    }

    /** The frames of the next message (a ROUTER puts the peer's name first), or null when there is none now. */
    public byte @Nullable [] @Nullable [] receive() {
        byte[] first = next();
        if (first == null) {
            return null;
        }
        if (!socket.hasReceiveMore()) {
            return new byte[][] {first};
        }
        List<byte[]> frames = new ArrayList<>(4);
        frames.add(first);
        while (socket.hasReceiveMore()) {
            byte[] frame = next();
            if (frame != null && frames.size() < MAX_PARTS) {
                frames.add(frame);
            }
        }
        return frames.toArray(byte[][]::new);
    }

    private byte @Nullable [] next() {
        try {
            return socket.recv(ZMQ.DONTWAIT);
        } catch (ZMQException e) {
            throw new ZmqException("cannot receive: " + reason(e), e);
        }
    }

    /**
     * Whether a send may have room, as far as the socket knows; also lets it notice that a peer made room. An XPUB says
     * yes while it refuses: try it again after a while instead.
     */
    public boolean isWritable() {
        return (socket.getEvents() & ZMQ.Poller.POLLOUT) != 0;
    }

    private static String reason(RuntimeException e) {
        return e instanceof ZMQException zmq ? ZError.toString(zmq.getErrorCode()) : String.valueOf(e.getMessage());
    }

    PollItem input() {
        return input;
    }

    PollItem inputOrOutput() {
        return inputOrOutput;
    }

    /** Closes with the linger of its settings; what that is not enough for is lost. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            socket.close();
        }
    }
}
