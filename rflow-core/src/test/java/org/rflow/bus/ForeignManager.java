package org.rflow.bus;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rflow.model.Counts;
import org.rflow.zmq.Secret;
import org.rflow.zmq.SocketKind;
import org.rflow.zmq.SocketSettings;
import org.rflow.zmq.ZmqContext;
import org.rflow.zmq.ZmqPoller;
import org.rflow.zmq.ZmqSocket;

/** A bare ROUTER that says what a test tells it to, sense or nonsense, to the one worker that talks to it. */
final class ForeignManager implements ManagerSide {
    final List<String> types = new ArrayList<>();
    final List<Long> beacons = new ArrayList<>();
    final List<Long> repliedIds = new ArrayList<>();
    final List<Reply> replies = new ArrayList<>();
    final String address;
    private final ZmqContext context;
    private final ZmqSocket socket;
    private final ZmqPoller poller;
    private final FrameAdapter<ManagerSide> adapter = ManagerAdapter.of(new MalformedFrames("foreign manager"));
    private Optional<Route> worker = Optional.empty();

    ForeignManager(Secret secret) {
        context = new ZmqContext("foreign", secret);
        socket = context.open(SocketKind.ROUTER, SocketSettings.bus());
        address = socket.bind("tcp://127.0.0.1:*");
        poller = context.poller();
        poller.watch(socket);
    }

    /** Waits for the next message; the type is noted. */
    void receive() {
        byte[][] frames = socket.receive();
        for (int tries = 0; frames == null && tries < 100; tries++) {
            poller.poll(Duration.ofMillis(100));
            frames = socket.receive();
        }
        if (frames == null) {
            throw new AssertionError("the worker says nothing");
        }
        worker = Optional.of(Route.of(frames));
        types.add(new String(frames[2], StandardCharsets.US_ASCII));
        adapter.dispatch(frames, 1, this);
    }

    /** Takes in messages until one of the type comes. */
    void receiveUntil(String type) {
        do {
            receive();
        } while (!types.get(types.size() - 1).equals(type));
    }

    void say(byte[]... frames) {
        if (!socket.send(worker.orElseThrow().address(frames))) {
            throw new AssertionError("the worker takes nothing");
        }
    }

    @Override
    public void onRegister(Registration registration) {}

    @Override
    public void onBeacon(long number, Beacon beacon) {
        beacons.add(number);
    }

    @Override
    public void onReply(long id, Reply reply) {
        repliedIds.add(id);
        replies.add(reply);
    }

    @Override
    public void onMetrics(List<Counts> counts) {}

    @Override
    public void onDeadLetters(List<LetterCount> letters) {}

    @Override
    public void onLog(LogEvent event) {}

    @Override
    public void onRequest(long id, ClientRequest request) {}

    @Override
    public void onSubscribe() {}

    /** A worker that has to register again says no farewell, and a test need not wait for it. */
    void dismiss() {
        worker.ifPresent(route -> socket.send(route.address(PeerProxy.registerAgain())));
    }

    void close() {
        socket.close();
        poller.close();
        context.close();
    }
}
