package org.rflow.connections.zeromq;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rflow.connection.EndSpec;
import org.rflow.connection.Inlet;
import org.rflow.connection.ReceivedMark;
import org.rflow.connection.Receiver;
import org.rflow.loop.Agent;
import org.rflow.loop.Watch;
import org.rflow.message.DataTypes;
import org.rflow.message.Lineage;
import org.rflow.message.MessageException;
import org.rflow.model.Connection;
import org.rflow.model.Counts;
import org.rflow.model.Delivery;
import org.rflow.model.Guarantee;
import org.rflow.model.PortDirection;
import org.rflow.model.WorkerRef;
import org.rflow.zmq.SocketKind;
import org.rflow.zmq.SocketSettings;
import org.rflow.zmq.ZmqSocket;

/**
 * Receives over credit links: one ROUTER for all senders, an {@link IncomingLink} for each. Everything that comes is
 * taken at once, since credit bounds it; so greetings and ends pass while the inlet is shut. Senders are served in turn.
 * Used only by the loop thread.
 */
final class LinkReceiver implements Receiver, Agent {
    /** What all links of a receiver share. */
    record Setting(
            LinkOptions options, boolean reliable, DataTypes types, Lineage lineage, Trouble trouble, long copy) {}

    private static final int FRAMES_A_TURN = 32;
    private static final int RECORDS_A_TURN = 1024;
    private static final long NANOS_A_TURN = 1_000_000;
    private static final int MAX_STRANGERS = 1000;
    private static final int MAX_LINKS = 10_000;
    private static final int MAX_HELD_FRAMES = 8;
    /**
     * When nothing else is to do, credit that nobody waits for leaves so much later: a lone message would else be answered by
     * a frame of its own, which costs as much as the message did.
     */
    private static final Duration CREDIT_DELAY = Duration.ofMillis(10);

    private final EndSpec spec;
    private final Inlet inlet;
    private final Setting setting;
    private final ZmqSocket socket;
    private final String address;
    private final Map<ByteBuffer, IncomingLink> byRouting = new HashMap<>();
    private final Map<ByteBuffer, List<byte[]>> strangers = new LinkedHashMap<>();
    private final Map<UUID, IncomingLink> bySender = new LinkedHashMap<>();
    private final List<IncomingLink> links = new ArrayList<>();
    private final Set<UUID> forgotten = new HashSet<>();
    private boolean answerPlanned;
    private boolean askedForSafety;
    private boolean closed;
    private int turn;
    private long messages;
    private long bytes;
    private long droppedByGone;
    private long acknowledgedByGone;

    LinkReceiver(EndSpec spec, Inlet inlet) {
        this.spec = spec;
        this.inlet = inlet;
        Connection connection = spec.attachment().connection();
        setting = new Setting(
                LinkOptions.of(connection.options()),
                connection.guarantee() == Guarantee.AT_LEAST_ONCE,
                spec.types(),
                spec.lineage(),
                new Trouble(connection.name()),
                connection.delivery() == Delivery.BROADCAST
                        ? Lineage.number(spec.self().name())
                        : 0);
        socket = spec.loop().context().open(SocketKind.ROUTER, settings());
        String wanted = connection.input().address();
        address = socket.bind(wanted.isEmpty() ? "tcp://127.0.0.1:*" : wanted);
        spec.loop().add(this);
    }

    /** The last END_CONFIRMED may have to leave after the socket was closed. */
    private static SocketSettings settings() {
        return SocketSettings.data().withHighWater(1000, 16).withLinger(Duration.ofMillis(500));
    }

    @Override
    public String address() {
        return address;
    }

    @Override
    public int work() {
        int frames = read();
        int records = deliver();
        if (frames + records > 0) {
            answer(false);
        }
        return frames + records;
    }

    private int read() {
        int done = 0;
        while (done < FRAMES_A_TURN) {
            byte[][] frames = socket.receive();
            if (frames == null) {
                break;
            }
            done++;
            onFrame(frames[0], frames[frames.length - 1]);
        }
        return done;
    }

    private void onFrame(byte[] routing, byte[] frame) {
        IncomingLink link = byRouting.get(ByteBuffer.wrap(routing));
        if (link == null) {
            onStranger(routing, frame);
        } else {
            onFrame(link, frame);
        }
    }

    private void onFrame(IncomingLink link, byte[] frame) {
        if (frame.length > 0 && frame[0] == LinkFrame.BATCH) {
            bytes += frame.length;
            link.onBatch(frame);
            return;
        }
        LinkFrame control = decode(link.name(), frame);
        if (control instanceof LinkFrame.Schema schema) {
            link.onSchema(schema);
        } else if (control instanceof LinkFrame.End end) {
            link.onEnd(end.count());
        } else if (control instanceof LinkFrame.SafetyRequest) {
            askedForSafety = true;
        } else if (control instanceof LinkFrame.Hello hello) {
            link.comeBack(link.routing());
            link.reconcile(hello);
        } else if (control != null) {
            setting.trouble().broken(link.name(), "an unexpected " + control);
        }
    }

    private @Nullable LinkFrame decode(String peer, byte[] frame) {
        try {
            return LinkFrame.decode(frame);
        } catch (MessageException e) {
            setting.trouble().broken(peer, String.valueOf(e.getMessage()));
            return null;
        }
    }

    /** A peer's first frame is its HELLO. If not, its connection broke and came back: what it says is held until it says HELLO again. */
    private void onStranger(byte[] routing, byte[] frame) {
        ByteBuffer key = ByteBuffer.wrap(routing);
        if (frame.length > 0 && frame[0] == LinkFrame.HELLO) {
            LinkFrame control = decode("a peer", frame);
            if (control instanceof LinkFrame.Hello hello) {
                welcome(routing, hello);
            }
            return;
        }
        if (!strangers.containsKey(key) && strangers.size() >= MAX_STRANGERS) {
            setting.trouble().broken("a peer", "a frame before HELLO");
            return;
        }
        List<byte[]> held = strangers.computeIfAbsent(key, k -> new ArrayList<>());
        if (held.isEmpty()) {
            socket.send(routing, new LinkFrame.HelloRequest().encode());
        }
        if (held.size() < MAX_HELD_FRAMES) {
            held.add(frame);
        } else {
            setting.trouble().broken("a peer", "too many frames before HELLO");
        }
    }

    private void welcome(byte[] routing, LinkFrame.Hello hello) {
        UUID connection = spec.attachment().connection().uuid();
        if (links.size() >= MAX_LINKS) {
            setting.trouble().broken(name(hello.sender()), "a HELLO beyond " + MAX_LINKS + " links");
            return;
        }
        if (!hello.connection().equals(connection)) {
            setting.trouble().broken(name(hello.sender()), "a HELLO for connection " + hello.connection());
            return;
        }
        IncomingLink known = bySender.get(hello.sender());
        if (known != null && hello.incarnation() < known.incarnation()) {
            setting.trouble().broken(known.name(), "a HELLO of its past incarnation " + hello.incarnation());
            return;
        }
        List<byte[]> held = strangers.getOrDefault(ByteBuffer.wrap(routing), List.of());
        strangers.remove(ByteBuffer.wrap(routing));
        IncomingLink link;
        if (known != null && hello.incarnation() == known.incarnation()) {
            byRouting.values().remove(known);
            known.comeBack(routing);
            link = known;
        } else {
            link = new IncomingLink(name(hello.sender()), hello.before(held), routing, setting);
            add(hello.sender(), link);
        }
        byRouting.put(ByteBuffer.wrap(routing), link);
        held.forEach(frame -> onFrame(link, frame));
        link.reconcile(hello);
    }

    private void add(UUID sender, IncomingLink link) {
        IncomingLink before = bySender.put(sender, link);
        if (before != null) {
            depart(before);
        }
        forgotten.remove(sender);
        links.add(link);
    }

    private String name(UUID sender) {
        return spec.attachment().senders().stream()
                .filter(worker -> worker.uuid().equals(sender))
                .map(WorkerRef::name)
                .findFirst()
                .orElseGet(sender::toString);
    }

    private int deliver() {
        int done = 0;
        int count = links.size();
        if (count == 0) {
            return 0;
        }
        int first = turn;
        long until = System.nanoTime() + NANOS_A_TURN;
        for (int i = 0; i < count; i++) {
            int index = (first + i) % count;
            int records = links.get(index).deliver(inlet, RECORDS_A_TURN, until);
            if (records > 0) {
                // an inlet that shuts soon goes on with the next one, however often it is asked meanwhile
                turn = index + 1;
                done += records;
            }
        }
        messages += done;
        links.removeIf(this::isGone);
        return done;
    }

    private boolean isGone(IncomingLink link) {
        boolean gone = link.isDeparted() && link.isDrained();
        if (gone) {
            droppedByGone += link.dropped();
            acknowledgedByGone += link.acknowledged();
        }
        return gone;
    }

    private void answer(boolean everything) {
        for (IncomingLink link : byRouting.values()) {
            link.answer(socket, everything);
        }
    }

    /** Nobody has work: what was not due, or had no room in the socket, is said soon. */
    @Override
    public boolean idle() {
        byRouting.values().forEach(IncomingLink::rest);
        answer(false);
        if (!answerPlanned && !byRouting.values().stream().allMatch(IncomingLink::hasSaidAll)) {
            answerPlanned = true;
            spec.loop().schedule(CREDIT_DELAY, () -> {
                answerPlanned = false;
                answer(true);
            });
        }
        return false;
    }

    @Override
    public void watch(Watch watch) {
        watch.input(socket);
    }

    @Override
    public void forget(UUID sender) {
        forgotten.add(sender);
        IncomingLink link = bySender.remove(sender);
        if (link != null) {
            depart(link);
        }
    }

    private void depart(IncomingLink link) {
        byRouting.values().remove(link);
        link.depart();
    }

    @Override
    public ReceivedMark mark() {
        if (!setting.reliable()) {
            return ReceivedMark.NOTHING;
        }
        List<ReceivedMark> marks = links.stream().map(IncomingLink::mark).toList();
        return () -> marks.forEach(ReceivedMark::acknowledge);
    }

    @Override
    public boolean takeSafetyRequest() {
        boolean asked = askedForSafety;
        askedForSafety = false;
        return asked;
    }

    @Override
    public boolean isEnded() {
        return waiting().findAny().isEmpty() && links.stream().allMatch(IncomingLink::isEnded);
    }

    private Stream<WorkerRef> waiting() {
        return spec.attachment().senders().stream()
                .filter(sender -> !forgotten.contains(sender.uuid()))
                .filter(sender -> {
                    IncomingLink link = bySender.get(sender.uuid());
                    return link == null || !link.isEnded();
                });
    }

    @Override
    public String waitingFor() {
        return waiting().map(WorkerRef::name).collect(Collectors.joining(", "));
    }

    @Override
    public Counts counts() {
        return new Counts(
                spec.attachment().connection().uuid(),
                PortDirection.INPUT,
                messages,
                bytes,
                links.stream().mapToLong(IncomingLink::inFlight).sum(),
                droppedByGone + links.stream().mapToLong(IncomingLink::dropped).sum(),
                0,
                acknowledgedByGone
                        + links.stream().mapToLong(IncomingLink::acknowledged).sum(),
                0);
    }

    /** Frames that made no sense, for tests and the log. */
    long brokenFrames() {
        return setting.trouble().brokenFrames();
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
