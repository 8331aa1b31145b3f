package org.rflow.connections.zeromq;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rflow.connection.EndSpec;
import org.rflow.connection.Inlet;
import org.rflow.connection.Receiver;
import org.rflow.connection.Undecodable;
import org.rflow.loop.Agent;
import org.rflow.loop.Watch;
import org.rflow.message.EnvelopeCodec;
import org.rflow.message.Message;
import org.rflow.message.MessageException;
import org.rflow.model.Counts;
import org.rflow.model.PortDirection;
import org.rflow.model.SocketEnd;
import org.rflow.zmq.SocketKind;
import org.rflow.zmq.ZmqSocket;

/**
 * Receives in the open form: a PULL, or a SUB that subscribes to everything. While the inlet is shut nothing is read, so
 * the sockets fill up and the senders notice. Used only by the loop thread.
 */
final class OpenReceiver implements Receiver, Agent {
    private static final int MESSAGES_A_TURN = 256;
    private static final int MESSAGES_A_LOOK_AT_THE_CLOCK = 8;
    private static final long NANOS_A_TURN = 1_000_000;

    private final EndSpec spec;
    private final Inlet inlet;
    private final ZmqSocket socket;
    private final String address;
    private final EnvelopeCodec codec = new EnvelopeCodec();
    private final Map<UUID, String> addresses = new HashMap<>();
    private boolean closed;
    private long messages;
    private long bytes;
    private long dropped;

    OpenReceiver(EndSpec spec, Inlet inlet) {
        this.spec = spec;
        this.inlet = inlet;
        boolean broadcast = OpenForm.isBroadcast(spec);
        socket = spec.loop().context().open(broadcast ? SocketKind.SUB : SocketKind.PULL, OpenForm.SETTINGS);
        if (broadcast) {
            OpenForm.subscribe(socket, spec.self().uuid());
        }
        SocketEnd end = spec.attachment().connection().input();
        address = OpenForm.isBound(end) ? socket.bind(OpenForm.bindAddress(end)) : "";
        spec.loop().add(this);
    }

    @Override
    public String address() {
        return address;
    }

    @Override
    public void connect(UUID sender, String senderAddress) {
        String before = addresses.put(sender, senderAddress);
        if (!senderAddress.equals(before)) {
            leave(before);
            socket.connect(senderAddress);
        }
    }

    private void leave(@Nullable String before) {
        if (before != null) {
            socket.disconnect(before);
        }
    }

    @Override
    public int work() {
        int done = 0;
        long until = spec.loop().turnNanos() + NANOS_A_TURN;
        while (done < MESSAGES_A_TURN && inlet.isOpen()) {
            byte[][] frames = socket.receive();
            if (frames == null) {
                break;
            }
            done++;
            onMessage(frames[0], frames[frames.length - 1]);
            if (done % MESSAGES_A_LOOK_AT_THE_CLOCK == 0 && System.nanoTime() - until >= 0) {
                break;
            }
        }
        return done;
    }

    private void onMessage(byte[] typeName, byte[] envelope) {
        bytes += typeName.length + envelope.length;
        Message message;
        try {
            message = codec.decode(typeName, envelope, spec.types());
        } catch (MessageException e) {
            dropped++;
            inlet.undecodable(
                    new Undecodable(new String(typeName, StandardCharsets.UTF_8), false, ByteBuffer.wrap(envelope), e));
            return;
        }
        messages++;
        inlet.receive(message);
    }

    @Override
    public void watch(Watch watch) {
        if (inlet.isOpen()) {
            watch.input(socket);
        }
    }

    @Override
    public void forget(UUID sender) {
        leave(addresses.remove(sender));
    }

    @Override
    public boolean isEnded() {
        return true;
    }

    @Override
    public String waitingFor() {
        return "";
    }

    @Override
    public Counts counts() {
        return new Counts(
                spec.attachment().connection().uuid(), PortDirection.INPUT, messages, bytes, 0, dropped, 0, 0, 0);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            spec.loop().remove(this);
            socket.close();
        }
    }
}
