package org.rflow.connections.zeromq;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.rflow.loop.Loop;
import org.rflow.loop.Watch;
import org.rflow.model.WorkerRef;
import org.rflow.zmq.SocketKind;
import org.rflow.zmq.ZmqSocket;

/**
 * One PUSH for each receiver, which bound a PULL: a message goes to the next one that has room. (One PUSH for all would
 * hand messages to peers that never come.) What was given to a socket waits there for a receiver that is late. Used only
 * by the loop thread.
 */
final class PushDistributor implements Distributor {
    private final Loop loop;
    private final Map<UUID, String> names = new LinkedHashMap<>();
    private final Set<UUID> missing = new LinkedHashSet<>();
    private final Map<UUID, ZmqSocket> sockets = new LinkedHashMap<>();
    private final Map<UUID, String> addresses = new HashMap<>();
    private List<ZmqSocket> order = List.of();
    private int turn;

    PushDistributor(Loop loop, List<WorkerRef> receivers) {
        this.loop = loop;
        for (WorkerRef receiver : receivers) {
            names.put(receiver.uuid(), receiver.name());
            missing.add(receiver.uuid());
        }
    }

    @Override
    public int copies() {
        return 1;
    }

    @Override
    public boolean offer(byte[][] frames) {
        for (int i = 0; i < order.size(); i++) {
            int index = (turn + i) % order.size();
            if (order.get(index).send(frames)) {
                turn = index + 1;
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean isComplete() {
        return missing.isEmpty();
    }

    @Override
    public boolean mayHaveRoom() {
        boolean room = false;
        for (ZmqSocket socket : order) {
            room |= socket.isWritable();
        }
        return room;
    }

    @Override
    public String address() {
        return "";
    }

    @Override
    public void connect(UUID receiver, String address) {
        if (address.equals(addresses.get(receiver))) {
            return;
        }
        disconnect(receiver);
        addresses.put(receiver, address);
        ZmqSocket socket = loop.context().open(SocketKind.PUSH, OpenForm.SETTINGS);
        sockets.put(receiver, socket);
        order = new ArrayList<>(sockets.values());
        socket.connect(address);
    }

    @Override
    public void disconnect(UUID receiver) {
        missing.remove(receiver);
        addresses.remove(receiver);
        ZmqSocket socket = sockets.remove(receiver);
        if (socket != null) {
            socket.close();
            order = new ArrayList<>(sockets.values());
        }
    }

    /** PUSH hears nothing back, so a receiver counts once we have its address, unless it refuses us. */
    @Override
    public String waitingFor() {
        Stream<String> unconnected = missing.stream().map(this::name);
        Stream<String> refusing = sockets.entrySet().stream()
                .filter(entry -> entry.getValue().isRefused())
                .map(entry -> name(entry.getKey()) + " (it refuses our secret)");
        return Stream.concat(unconnected, refusing).collect(Collectors.joining(", "));
    }

    private String name(UUID receiver) {
        return names.getOrDefault(receiver, receiver.toString());
    }

    @Override
    public int work() {
        return 0;
    }

    @Override
    public void watch(Watch watch, boolean wanted) {
        if (wanted) {
            order.forEach(watch::inputOrOutput);
        }
    }

    @Override
    public boolean hidesRoom() {
        return false;
    }

    @Override
    public void close() {
        sockets.values().forEach(ZmqSocket::close);
        sockets.clear();
        order = List.of();
    }
}
