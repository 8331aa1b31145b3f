package org.rflow.bus;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.rflow.model.Counts;
import org.rflow.zmq.SocketKind;
import org.rflow.zmq.SocketSettings;
import org.rflow.zmq.WakeUp;
import org.rflow.zmq.ZmqContext;
import org.rflow.zmq.ZmqPoller;
import org.rflow.zmq.ZmqSocket;

/**
 * The manager's end of the bus: a ROUTER on loopback that lets in only peers with the secret. The thread that calls
 * {@link #run} is the bus thread, and the manager's one thread. What a callback throws ends {@code run}: a state machine
 * that failed half way cannot be trusted to supervise.
 *
 * <p>Every beacon is answered with HEARD, so that workers notice when nobody listens any more.
 */
public final class BusServer implements ManagerBus, AutoCloseable {
    private static final Logger LOG = LogManager.getLogger(BusServer.class);
    private static final Duration MAX_WAIT = Duration.ofSeconds(1);
    private static final Duration RETRY = Duration.ofMillis(50);
    private static final int FRAMES_PER_TURN = 1000;

    private final int flowRevision;
    private final ZmqSocket socket;
    private final String address;
    private final ZmqPoller poller;
    private final WakeUp wakeUp;
    private final Agenda agenda;
    private final PendingReplies pending;
    private final Peers peers = new Peers();
    private final Subscribers subscribers;
    private final MalformedFrames malformed = new MalformedFrames("the manager's bus");
    private final FrameAdapter<ManagerSide> adapter = ManagerAdapter.of(malformed);
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile boolean stopped;

    /** Binds to a free port of loopback. Commands carry {@code flowRevision}. */
    public BusServer(ZmqContext context, int flowRevision) {
        this(context, flowRevision, System::nanoTime);
    }

    BusServer(ZmqContext context, int flowRevision, LongSupplier nanoTime) {
        this.flowRevision = flowRevision;
        socket = context.open(SocketKind.ROUTER, SocketSettings.bus());
        address = socket.bind("tcp://127.0.0.1:*");
        wakeUp = context.wakeUp();
        poller = context.poller();
        poller.watch(socket);
        poller.watch(wakeUp);
        agenda = new Agenda(nanoTime, wakeUp::wake);
        pending = new PendingReplies(agenda, this::sendTo);
        subscribers = new Subscribers(socket, nanoTime);
    }

    /** Where workers and clients connect to: {@code tcp://127.0.0.1:40123}. */
    public String address() {
        return address;
    }

    /** How many frames were ignored because they are not of this protocol. Called by any thread. */
    public long malformedFrames() {
        return malformed.total();
    }

    /** Serves the bus until {@link #stop}; the calling thread is the bus thread from now on. */
    public void run(BusListener listener) {
        while (!stopped) {
            agenda.run();
            boolean more = receive(listener);
            Duration max = subscribers.flush() ? MAX_WAIT : RETRY;
            poller.poll(more || stopped ? Duration.ZERO : agenda.quiet(max));
        }
    }

    /** Makes {@link #run} return after its current turn. Called by any thread. */
    public void stop() {
        stopped = true;
        wakeUp.wake();
    }

    @Override
    public void send(UUID worker, Command command, Duration deadline, Consumer<Reply> callback) {
        String name = CommandCodec.KINDS.name(command);
        long id = pending.add(worker, name, deadline, callback);
        Optional<Peer> peer = peers.find(worker);
        if (peer.isEmpty()) {
            pending.fail(id, "cannot send " + name + ": the worker is not on the bus");
            return;
        }
        CommandHeader header = new CommandHeader(id, flowRevision, peer.get().incarnationFor(command));
        try {
            pending.send(id, PeerProxy.command(header, command));
        } catch (BusException tooLarge) {
            pending.fail(id, String.valueOf(tooLarge.getMessage()));
        }
    }

    @Override
    public void execute(Runnable task) {
        agenda.execute(task);
    }

    @Override
    public BusTimer schedule(Duration delay, Runnable task) {
        return agenda.schedule(delay, task);
    }

    @Override
    public boolean isRegistered(UUID worker) {
        return peers.find(worker).isPresent();
    }

    @Override
    public void forget(UUID worker, String why) {
        peers.remove(worker);
        pending.failAll(worker, why);
    }

    @Override
    public void publish(Event event) {
        subscribers.publish(event);
    }

    /** Closes the socket after a moment for what is still to be sent. Called when {@link #run} has returned. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            stopped = true;
            socket.close();
            poller.close();
            wakeUp.close();
        }
    }

    /** Takes in what has come; true when there may be more. */
    private boolean receive(BusListener listener) {
        for (int i = 0; i < FRAMES_PER_TURN; i++) {
            byte[][] frames = socket.receive();
            if (frames == null) {
                return false;
            }
            adapter.dispatch(frames, 1, new FromPeer(Route.of(frames), listener));
        }
        return true;
    }

    private boolean sendTo(UUID worker, byte[][] frames) {
        return peers.find(worker).map(peer -> send(peer.route(), frames)).orElse(false);
    }

    private boolean send(Route route, byte[][] frames) {
        return socket.send(route.address(frames));
    }

    /** What one peer says. */
    private final class FromPeer implements ManagerSide {
        private final Route route;
        private final BusListener listener;

        FromPeer(Route route, BusListener listener) {
            this.route = route;
            this.listener = listener;
        }

        @Override
        public void onRegister(Registration registration) {
            Registration identified = registration.as(listener.identify(registration));
            Optional<String> error = refusal(identified);
            answer(PeerProxy.registered(new Admission(error, identified.instance(), listener.timing())));
            if (error.isPresent()) {
                LOG.warn("refused {} {}: {}", identified.role(), identified.name(), error.get());
            } else if (isWorker(identified)) {
                onWorker(identified);
            }
        }

        private void onWorker(Registration registration) {
            Optional<Peer> before = peers.find(registration.instance());
            if (before.isPresent() && before.get().route().equals(route)) {
                return;
            }
            peers.put(new Peer(route, registration));
            if (before.isPresent() && before.get().registration().pid() != registration.pid()) {
                pending.failAll(registration.instance(), "the worker was started again before it replied");
            } else {
                pending.sendAgain(registration.instance());
            }
            listener.onRegister(registration);
        }

        private Optional<String> refusal(Registration registration) {
            if (registration.protocol() != BusFrame.VERSION) {
                return Optional.of("version " + registration.protocol()
                        + " of the bus is not spoken here; speak version " + BusFrame.VERSION);
            }
            boolean full = isWorker(registration)
                    && peers.isFull()
                    && peers.find(registration.instance()).isEmpty();
            return full
                    ? Optional.of("the bus has " + Peers.MAX + " workers, and takes no more")
                    : listener.refusal(registration);
        }

        private static boolean isWorker(Registration registration) {
            return registration.role() == Registration.Role.WORKER || registration.role() == Registration.Role.EXTERNAL;
        }

        @Override
        public void onBeacon(long number, Beacon beacon) {
            ifKnown(peer -> {
                answer(PeerProxy.heard(number));
                peer.onBeacon(beacon);
                listener.onBeacon(peer.registration().instance(), beacon);
            });
        }

        @Override
        public void onReply(long id, Reply reply) {
            ifKnown(peer -> pending.onReply(peer.registration().instance(), id, reply));
        }

        @Override
        public void onMetrics(List<Counts> counts) {
            ifKnown(peer -> listener.onMetrics(peer.registration().instance(), counts));
        }

        @Override
        public void onDeadLetters(List<LetterCount> letters) {
            ifKnown(peer -> listener.onDeadLetters(peer.registration().instance(), letters));
        }

        @Override
        public void onLog(LogEvent event) {
            ifKnown(peer -> listener.onLog(peer.registration().instance(), event));
        }

        @Override
        public void onRequest(long id, ClientRequest request) {
            listener.onRequest(request, reply -> answer(clientReply(id, reply)));
        }

        @Override
        public void onSubscribe() {
            subscribers.subscribe(route);
        }

        private void ifKnown(Consumer<Peer> action) {
            peers.at(route).ifPresentOrElse(action, () -> answer(PeerProxy.registerAgain()));
        }

        /** A peer that cannot take its answer misses it, and asks again or goes away. */
        private void answer(byte[][] frames) {
            if (!send(route, frames)) {
                LOG.debug("a peer did not take its answer, it is {}", socket.isUnreachable() ? "gone" : "slow");
            }
        }
    }

    private static byte[][] clientReply(long id, ClientReply reply) {
        try {
            return PeerProxy.clientReply(id, reply);
        } catch (BusException tooLarge) {
            return PeerProxy.clientReply(id, ClientReply.error(String.valueOf(tooLarge.getMessage())));
        }
    }
}
