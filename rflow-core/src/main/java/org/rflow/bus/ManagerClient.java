package org.rflow.bus;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.rflow.model.Ids;
import org.rflow.zmq.Secret;
import org.rflow.zmq.SocketKind;
import org.rflow.zmq.SocketSettings;
import org.rflow.zmq.ZmqContext;
import org.rflow.zmq.ZmqException;
import org.rflow.zmq.ZmqPoller;
import org.rflow.zmq.ZmqSocket;

/** A client of a running manager, such as the command line. Every call waits until its deadline at most. Not thread safe. */
public final class ManagerClient implements AutoCloseable {
    /** Events that were not asked for in time; the oldest go first. */
    static final int MAX_EVENTS = 10_000;

    private static final Duration RENEWAL = Subscribers.LEASE.dividedBy(3);
    private static final Duration AGAIN = Duration.ofMillis(500);

    private final String address;
    private final ZmqContext context;
    private final ZmqSocket socket;
    private final ZmqPoller poller;
    private final FrameAdapter<PeerSide> adapter = PeerAdapter.of(new MalformedFrames("the client"));
    private final FromManager heard = new FromManager();
    private long lastId;
    private long renewNanos;
    private boolean subscribed;

    private ManagerClient(String address, Secret secret) {
        this.address = address;
        context = new ZmqContext("client", secret);
        socket = context.open(SocketKind.DEALER, SocketSettings.bus().withLinger(Duration.ZERO));
        poller = context.poller();
        poller.watch(socket);
    }

    /** Connects; a {@link BusException} says why no manager answered within the timeout. */
    public static ManagerClient open(String address, Secret secret, Duration timeout) {
        ManagerClient client = new ManagerClient(address, secret);
        try {
            client.register(timeout);
            return client;
        } catch (RuntimeException e) {
            client.close();
            throw e;
        }
    }

    /** Connects to the manager that has left its address and secret in the run directory; a {@link BusException} says why not. */
    public static ManagerClient open(BusAddress where, Duration timeout) {
        String address =
                where.read().orElseThrow(() -> new BusException("no manager has left its address in " + where.file()));
        return open(address, secret(where), timeout);
    }

    private static Secret secret(BusAddress where) {
        try {
            return Secret.read(where.secretFile());
        } catch (ZmqException e) {
            throw new BusException(String.valueOf(e.getMessage()), e);
        }
    }

    private void register(Duration timeout) {
        socket.connect(address);
        long pid = ProcessHandle.current().pid();
        socket.send(ManagerProxy.register(
                new Registration(Registration.Role.CLIENT, UUID.randomUUID(), Ids.NONE, pid, BusFrame.VERSION)));
        await(() -> heard.registered || socket.isRefused(), timeout);
        if (socket.isRefused()) {
            throw new BusException("the manager at " + address + " refused the secret");
        }
        if (!heard.registered) {
            throw new BusException("no answer from the manager at " + address + " within " + Sentences.of(timeout));
        }
        heard.refusal.ifPresent(error -> {
            throw new BusException("the manager at " + address + " refused: " + error);
        });
    }

    /** Asks, and waits for the answer; a {@link BusException} when none comes within the timeout. */
    public ClientReply ask(ClientRequest request, Duration timeout) {
        long id = ++lastId;
        heard.expect(id);
        if (!socket.send(ManagerProxy.request(id, request))) {
            throw new BusException("the manager at " + address + " takes nothing more");
        }
        await(() -> heard.reply != null, timeout);
        ClientReply reply = heard.reply;
        if (reply == null) {
            throw new BusException("no answer from the manager at " + address + " within " + Sentences.of(timeout));
        }
        return reply;
    }

    /** Asks for all events from now on; take them with {@link #nextEvent} at least every few seconds. */
    public void subscribe() {
        subscribed = true;
        renew();
    }

    /** The next event, or empty when none comes within the timeout. */
    public Optional<Event> nextEvent(Duration timeout) {
        await(() -> !heard.events.isEmpty(), timeout);
        return Optional.ofNullable(heard.events.poll());
    }

    /** How many events this client has missed because it was slow. */
    public long missedEvents() {
        return heard.missedThere + heard.missedHere;
    }

    private void await(BooleanSupplier done, Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        receive();
        for (long left = timeout.toNanos(); !done.getAsBoolean() && left > 0; left = deadline - System.nanoTime()) {
            poller.poll(Duration.ofNanos(Math.min(left, AGAIN.toNanos())));
            receive();
        }
    }

    private void receive() {
        for (byte[][] frames = socket.receive(); frames != null; frames = socket.receive()) {
            adapter.dispatch(frames, 0, heard);
        }
        if (subscribed && System.nanoTime() - renewNanos > 0) {
            renew();
        }
    }

    private void renew() {
        renewNanos = System.nanoTime() + (socket.send(ManagerProxy.subscribe()) ? RENEWAL : AGAIN).toNanos();
    }

    @Override
    public void close() {
        socket.close();
        poller.close();
        context.close();
    }

    /** What has come from the manager. */
    private static final class FromManager implements PeerSide {
        private final Queue<Event> events = new ArrayDeque<>();
        private boolean registered;
        private Optional<String> refusal = Optional.empty();
        private long expected;
        private @Nullable ClientReply reply;
        private long missedThere;
        private long missedHere;

        void expect(long id) {
            expected = id;
            reply = null;
        }

        @Override
        public void onRegistered(Admission admission) {
            registered = true;
            refusal = admission.error();
        }

        @Override
        public void onClientReply(long id, ClientReply newReply) {
            if (id == expected) {
                reply = newReply;
            }
        }

        @Override
        public void onEvent(long dropped, Event event) {
            missedThere = dropped;
            if (events.size() == MAX_EVENTS) {
                events.remove();
                missedHere++;
            }
            events.add(event);
        }
    }
}
