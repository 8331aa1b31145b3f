package org.rflow.bus;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import org.rflow.zmq.SocketKind;
import org.rflow.zmq.SocketSettings;
import org.rflow.zmq.ZmqContext;
import org.rflow.zmq.ZmqPoller;
import org.rflow.zmq.ZmqSocket;

/** A bare DEALER that takes commands and answers only when a test says so. */
final class ForeignWorker implements PeerSide, AutoCloseable {
    private final ZmqContext context;
    private final ZmqSocket socket;
    private final ZmqPoller poller;
    private final FrameAdapter<PeerSide> adapter = PeerAdapter.of(new MalformedFrames("foreign worker"));
    private final Queue<CommandHeader> commands = new ArrayDeque<>();

    ForeignWorker(TestingManager manager) {
        context = new ZmqContext("foreign", manager.secret);
        socket = context.open(SocketKind.DEALER, SocketSettings.bus());
        socket.connect(manager.server.address());
        poller = context.poller();
        poller.watch(socket);
    }

    void register(Registration registration) {
        socket.send(ManagerProxy.register(registration));
    }

    void reply(CommandHeader command, Reply reply) {
        socket.send(ManagerProxy.reply(command.id(), reply));
    }

    CommandHeader nextCommand() {
        for (int tries = 0; commands.isEmpty() && tries < 100; tries++) {
            poller.poll(Duration.ofMillis(100));
            for (byte[][] frames = socket.receive(); frames != null; frames = socket.receive()) {
                adapter.dispatch(frames, 0, this);
            }
        }
        return commands.remove();
    }

    @Override
    public void onRegistered(Admission admission) {}

    @Override
    public void onCommand(CommandHeader header, Command command) {
        commands.add(header);
    }

    @Override
    public void close() {
        socket.close();
        poller.close();
        context.close();
    }
}
