package org.rflow.connections.zeromq;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rflow.connection.Broker;
import org.rflow.connection.EndSpec;
import org.rflow.loop.Agent;
import org.rflow.loop.Watch;
import org.rflow.model.Connection;
import org.rflow.model.Counts;
import org.rflow.model.PortDirection;
import org.rflow.model.SocketEnd;
import org.rflow.zmq.SocketKind;
import org.rflow.zmq.ZmqSocket;

/**
 * Stands between the senders and receivers of an open connection (RF-95). It holds at most one message: another is read
 * only when that one has been given on, so a slow receiver is felt by the senders. Used only by the loop thread.
 *
 * <pre>
 *  round-robin   PUSH → | PULL bound → PUSH for each | → PULL bound
 *  broadcast     XPUB → | XSUB bound → XPUB bound    | ← SUB
 * </pre>
 */
final class OpenBroker implements Broker, Agent {
    private static final int MESSAGES_A_TURN = 256;
    private static final byte SUBSCRIBE = 1;

    private final EndSpec spec;
    private final ZmqSocket front;
    private final SocketEnd input;
    private final SocketEnd output;
    private final Distributor back;
    private byte @Nullable [][] held;
    private boolean retryPlanned;
    private boolean closed;
    private long takenMessages;
    private long takenBytes;
    private long givenMessages;
    private long givenBytes;

    OpenBroker(EndSpec spec) {
        this.spec = spec;
        Connection connection = spec.attachment().connection();
        boolean broadcast = OpenForm.isBroadcast(spec);
        SocketKind frontKind = broadcast ? SocketKind.XSUB : SocketKind.PULL;
        front = spec.loop().context().open(frontKind, OpenForm.SETTINGS);
        input = new SocketEnd(frontKind.name(), front.bind(OpenForm.bindAddress(connection.output())), "bind");
        SocketEnd backEnd = new SocketEnd("XPUB", connection.input().address(), "bind");
        back = OpenForm.distributor(spec, spec.attachment().receivers(), backEnd);
        output = broadcast ? new SocketEnd("XPUB", back.address(), "bind") : new SocketEnd("PUSH", "", "connect");
        if (broadcast) {
            subscribe();
        }
        spec.loop().add(this);
    }

    /** To everything, and then to our own name, which tells a sender that we are here. */
    private void subscribe() {
        front.send(new byte[] {SUBSCRIBE});
        byte[] name = spec.self().uuid().toString().getBytes(StandardCharsets.UTF_8);
        byte[] subscription = new byte[name.length + 1];
        subscription[0] = SUBSCRIBE;
        System.arraycopy(name, 0, subscription, 1, name.length);
        front.send(subscription);
    }

    @Override
    public SocketEnd input() {
        return input;
    }

    @Override
    public SocketEnd output() {
        return output;
    }

    @Override
    public void connect(UUID receiver, String address) {
        back.connect(receiver, address);
    }

    /** A sender that is gone is none of its receivers: nothing happens then. */
    @Override
    public void disconnect(UUID receiver) {
        back.disconnect(receiver);
    }

    @Override
    public int work() {
        int done = back.work();
        if (held != null && !back.mayHaveRoom()) {
            return done;
        }
        for (int i = 0; i < MESSAGES_A_TURN && give(); i++) {
            done++;
        }
        return done;
    }

    /** Gives one message on, the one that is held or the next; false if there is none or nobody has room. */
    private boolean give() {
        byte[][] frames = held;
        if (frames == null) {
            frames = back.isComplete() ? front.receive() : null;
            if (frames == null) {
                return false;
            }
            takenMessages++;
            takenBytes += size(frames);
        }
        held = back.offer(frames) ? null : frames;
        if (held != null) {
            return false;
        }
        givenMessages += back.copies();
        givenBytes += back.copies() * size(frames);
        return true;
    }

    private static long size(byte[][] frames) {
        long size = 0;
        for (byte[] frame : frames) {
            size += frame.length;
        }
        return size;
    }

    @Override
    public boolean idle() {
        if (held != null && back.hidesRoom() && !retryPlanned) {
            retryPlanned = true;
            spec.loop().schedule(OpenForm.RETRY, () -> retryPlanned = false);
        }
        return false;
    }

    @Override
    public void watch(Watch watch) {
        back.watch(watch, held != null);
        if (held == null && back.isComplete()) {
            watch.input(front);
        }
    }

    @Override
    public boolean isReady() {
        return back.waitingFor().isEmpty();
    }

    @Override
    public String waitingFor() {
        return back.waitingFor();
    }

    @Override
    public Counts taken() {
        return counts(PortDirection.INPUT, takenMessages, takenBytes);
    }

    @Override
    public Counts given() {
        return counts(PortDirection.OUTPUT, givenMessages, givenBytes);
    }

    private Counts counts(PortDirection end, long messages, long bytes) {
        long holding = end == PortDirection.INPUT && held != null ? 1 : 0;
        return new Counts(spec.attachment().connection().uuid(), end, messages - holding, bytes, holding, 0, 0, 0, 0);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            spec.loop().remove(this);
            front.close();
            back.close();
        }
    }
}
