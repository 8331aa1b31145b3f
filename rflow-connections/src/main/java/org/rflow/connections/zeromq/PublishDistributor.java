package org.rflow.connections.zeromq;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rflow.loop.Loop;
import org.rflow.loop.Watch;
import org.rflow.model.SocketEnd;
import org.rflow.model.WorkerRef;
import org.rflow.zmq.SocketKind;
import org.rflow.zmq.ZmqSocket;

/**
 * One XPUB that refuses instead of dropping: every subscriber gets every message. Nothing is sent before each receiver of
 * the plan has subscribed to its own UUID, which it does after it subscribed to everything; so nobody misses the first
 * message. Used only by the loop thread.
 *
 * <pre>
 *  subscription   | 1 | UUID as text |      (a receiver of the plan; anybody else subscribes to what he likes)
 * </pre>
 */
final class PublishDistributor implements Distributor {
    private static final int SUBSCRIBE = 1;

    private final ZmqSocket socket;
    private final String address;
    private final Map<UUID, String> missing = new LinkedHashMap<>();
    private final Map<UUID, String> names = new HashMap<>();
    private final Map<UUID, String> connectedTo = new HashMap<>();
    private final int receivers;

    /** Binds if the end says so. */
    PublishDistributor(Loop loop, List<WorkerRef> receivers, SocketEnd end) {
        receivers.forEach(receiver -> names.put(receiver.uuid(), receiver.name()));
        receivers.forEach(receiver -> missing.put(receiver.uuid(), receiver.name()));
        this.receivers = receivers.size();
        socket = loop.context().open(SocketKind.XPUB, OpenForm.SETTINGS);
        address = OpenForm.isBound(end) ? socket.bind(OpenForm.bindAddress(end)) : "";
    }

    @Override
    public int copies() {
        return receivers;
    }

    @Override
    public boolean offer(byte[][] frames) {
        return missing.isEmpty() && socket.send(frames);
    }

    @Override
    public boolean isComplete() {
        return missing.isEmpty();
    }

    @Override
    public boolean mayHaveRoom() {
        return socket.isWritable() && missing.isEmpty();
    }

    @Override
    public String address() {
        return address;
    }

    @Override
    public void connect(UUID receiver, String receiverAddress) {
        String before = connectedTo.put(receiver, receiverAddress);
        if (!receiverAddress.equals(before)) {
            leave(receiver, before);
            socket.connect(receiverAddress);
        }
    }

    /** Where we connect to a broker, nothing leaves before it is back; where receivers connect to us, the others go on. */
    @Override
    public void disconnect(UUID receiver) {
        if (address.isEmpty()) {
            leave(receiver, connectedTo.remove(receiver));
        } else {
            missing.remove(receiver);
        }
    }

    /** What is left of a peer that died would fill up, and an XPUB that refuses to drop then sends to nobody. */
    private void leave(UUID receiver, @Nullable String before) {
        if (before != null) {
            socket.disconnect(before);
            missing.put(receiver, names.getOrDefault(receiver, receiver.toString()));
        }
    }

    @Override
    public String waitingFor() {
        return String.join(", ", missing.values());
    }

    @Override
    public int work() {
        int done = 0;
        byte[][] frames = socket.receive();
        while (frames != null) {
            onSubscription(frames[0]);
            done++;
            frames = socket.receive();
        }
        return done;
    }

    private void onSubscription(byte[] frame) {
        if (frame.length > 1 && frame[0] == SUBSCRIBE) {
            String topic = new String(frame, 1, frame.length - 1, StandardCharsets.UTF_8);
            missing.keySet().removeIf(uuid -> uuid.toString().equals(topic));
        }
    }

    @Override
    public void watch(Watch watch, boolean wanted) {
        watch.input(socket);
    }

    @Override
    public boolean hidesRoom() {
        return missing.isEmpty();
    }

    @Override
    public void close() {
        socket.close();
    }
}
