package org.rflow.testing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.rflow.connection.ConnectionType;
import org.rflow.model.Connection;
import org.rflow.model.Counts;
import org.rflow.model.Delivery;
import org.rflow.model.KeySlots;
import org.rflow.model.Wire;

/**
 * What every connection type keeps, whatever its wire: order, fan-out, fair share, slow peers, late peers, full queues,
 * closing while sending, and counts that add up. Each check runs workers in threads of this process, over real sockets on
 * loopback; it returns, or throws an {@link AssertionError} that says what was broken. Keyed connections must be
 * {@code by} "key".
 */
public final class ConnectionContract {
    /** One promise, to be kept by a test of its own. */
    public record Check(String name, Runnable body) implements Runnable {
        @Override
        public void run() {
            body.run();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private final ConnectionType type;
    private final Connection connection;

    private ConnectionContract(ConnectionType type, Connection connection) {
        this.type = type;
        this.connection = connection;
    }

    /** Checks the type with a planned connection: its wire, delivery, ends and options count, its workers are the contract's own. */
    public static ConnectionContract of(ConnectionType type, Connection connection) {
        return new ConnectionContract(type, connection);
    }

    public List<Check> checks() {
        return List.of(
                new Check("keeps the order of each sender", this::keepsOrder),
                new Check("reaches whom the delivery says, once", this::fansOut),
                new Check("shares fairly between peers that are equally fast", this::sharesFairly),
                new Check("serves all senders at the same time", this::servesAllSenders),
                new Check("a slow peer holds nobody else up, or everybody, as the delivery says", this::slowPeer),
                new Check("keeps what was sent before a peer came", this::latePeer),
                new Check("is full within its bound and loses nothing", this::fullQueue),
                new Check("takes what a callback overruns it by, and counts it", this::overrun),
                new Check("delivers what was sent before it was closed", this::closesWhileSending));
    }

    private void keepsOrder() {
        check(1, 1, rig -> {
            sendAndAwait(rig.connect(), 20_000);
        });
    }

    private void fansOut() {
        check(2, 3, rig -> {
            sendAndAwait(rig.connect(), 3000);
        });
    }

    private void sharesFairly() {
        check(1, 3, rig -> {
            rig.connect().sinks().forEach(sink -> sink.slowDown(200));
            sendAndAwait(rig, 30_000);
            for (ContractSink sink : rig.sinks()) {
                require(
                        sink.received() >= 3000,
                        sink.worker().ref().name() + " got only " + sink.received() + " of 30000 messages; all got "
                                + received(rig));
            }
        });
    }

    /** What came before everything was full says who was started first; so what is looked at is what came after. */
    private void servesAllSenders() {
        check(3, 1, rig -> {
            ContractSink sink = rig.connect().sinks().get(0);
            sink.shut();
            rig.sources().forEach(source -> source.sendUpTo(1_000_000));
            rig.sources().forEach(source -> awaitFull(rig, source));
            int before = (int) rig.sent().messages();
            sink.slowDown(200);
            rig.await("6000 messages more than were there", () -> rig.received() >= before + 6000);
            rig.sources().forEach(source -> source.sendUpTo(0));
            sink.open();
            awaitAll(rig);
            Map<String, Long> bySender = new TreeMap<>();
            sink.items().subList(before, before + 6000).forEach(item -> bySender.merge(item.sender(), 1L, Long::sum));
            require(
                    bySender.size() == 3 && bySender.values().stream().allMatch(count -> count >= 300),
                    "6000 messages of three senders that are all full are shared like this: " + bySender);
        });
    }

    private void slowPeer() {
        boolean roundRobin = connection.delivery() == Delivery.ROUND_ROBIN;
        int messages = roundRobin ? 100_000 : 10_000;
        check(1, 2, rig -> {
            rig.connect().sinks().get(0).slowDown(50);
            sendAndAwait(rig, messages);
            long slow = rig.sinks().get(0).received();
            require(
                    !roundRobin || slow < 0.4 * messages,
                    "the slow peer got " + slow + " of " + messages + " messages");
        });
    }

    private void latePeer() {
        check(2, 2, rig -> {
            rig.sources().forEach(source -> source.sendUpTo(2000));
            rig.await("something sent", () -> rig.sources().stream().allMatch(source -> source.sent() > 0));
            rig.connect();
            rig.await("all sent", () -> rig.sources().stream().allMatch(source -> source.sent() == 2000));
            awaitAll(rig);
        });
    }

    private void fullQueue() {
        check(1, 1, rig -> {
            rig.connect().sinks().get(0).shut();
            ContractSource source = rig.sources().get(0);
            long most = 400_000;
            source.sendUpTo(most);
            awaitFull(rig, source);
            long sent = source.sent();
            require(sent < most, "the sender took " + sent + " messages without being full");
            require(rig.received() == 0, "a shut inlet was given messages");
            boolean confirms = connection.wire() == Wire.LINK;
            require(!confirms || rig.sent().inFlight() == sent, sent + " sent and none received: " + rig.sent());
            source.sendUpTo(sent);
            rig.sinks().get(0).open();
            awaitAll(rig);
            rig.await("a sender that is not full any more", () -> !source.isFull());
        });
    }

    /** Full, and not only for as long as the sockets need to take more. */
    private static void awaitFull(ContractRig rig, ContractSource source) {
        AtomicLong sentBefore = new AtomicLong(-1);
        AtomicInteger timesFull = new AtomicInteger();
        rig.await("a sender that stays full", () -> {
            long sent = source.sent();
            boolean still = source.isFull() && sentBefore.getAndSet(sent) == sent;
            timesFull.set(still ? timesFull.get() + 1 : 0);
            return timesFull.get() == 50;
        });
    }

    private void overrun() {
        check(1, 1, rig -> {
            rig.connect().sinks().get(0).shut();
            ContractSource source = rig.sources().get(0);
            source.sendUpTo(400_000);
            awaitFull(rig, source);
            source.sendUpTo(source.sent());
            long overruns = source.counts().overruns();
            source.overrunBy(5000);
            require(source.counts().overruns() >= overruns + 4000, "overruns are not counted: " + source.counts());
            rig.sinks().get(0).open();
            awaitAll(rig);
        });
    }

    private void closesWhileSending() {
        check(2, 2, rig -> {
            rig.connect().sinks().forEach(sink -> sink.slowDown(200));
            rig.sources().forEach(source -> source.sendUpTo(4000));
            rig.await("4000 sent", () -> rig.sources().stream().allMatch(source -> source.sent() == 4000));
            rig.sources().forEach(source -> source.worker().run(source.sender()::end));
            rig.await(
                    () -> "the end of the senders; waiting for " + waitingFor(rig),
                    () -> rig.sources().stream()
                            .allMatch(source -> source.worker().call(source.sender()::isEnded)));
            rig.sources().forEach(source -> source.worker().run(source.sender()::close));
            awaitAll(rig);
            rig.await("the end of the receivers", () -> rig.sinks().stream().allMatch(ContractSink::isEnded));
        });
    }

    private static String waitingFor(ContractRig rig) {
        return rig.sources().stream()
                .map(source -> source.worker().call(source.sender()::waitingFor))
                .toList()
                .toString();
    }

    private void check(int senders, int receivers, Consumer<ContractRig> body) {
        try (ContractRig rig = new ContractRig(type, connection, senders, receivers)) {
            body.accept(rig);
        }
    }

    private void sendAndAwait(ContractRig rig, long each) {
        rig.sources().forEach(source -> source.sendUpTo(each));
        rig.await(
                () -> each + " sent by each: " + rig.sent(),
                () -> rig.sources().stream().allMatch(source -> source.sent() == each));
        awaitAll(rig);
    }

    /** Waits until everything sent so far has come, and looks at it. */
    private void awaitAll(ContractRig rig) {
        long copies = connection.delivery() == Delivery.BROADCAST ? rig.sinks().size() : 1;
        Map<String, Long> sent = new TreeMap<>();
        rig.sources().forEach(source -> sent.put(source.worker().ref().name(), source.sent()));
        long expected =
                copies * sent.values().stream().mapToLong(Long::longValue).sum();
        rig.await(() -> expected + " messages; came: " + received(rig), () -> rig.received() >= expected);
        checkItems(rig, sent, copies);
        rig.await(() -> "nothing in flight: " + rig.sent(), () -> rig.sent().inFlight() == 0);
        checkLedger(rig);
        rig.sinks().forEach(sink -> require(sink.undecodable().isEmpty(), "undecodable: " + sink.undecodable()));
    }

    /** Each message once (at each receiver, for broadcast), in the order of its sender, and where its key belongs. */
    private void checkItems(ContractRig rig, Map<String, Long> sent, long copies) {
        Map<String, long[]> times = new HashMap<>();
        sent.forEach((sender, count) -> times.put(sender, new long[count.intValue()]));
        for (int index = 0; index < rig.sinks().size(); index++) {
            Map<String, Long> last = new HashMap<>();
            for (ContractSink.Item item : rig.sinks().get(index).items()) {
                Long before = last.put(item.sender(), item.number());
                require(before == null || before < item.number(), item + " came after number " + before);
                long[] ofSender = times.getOrDefault(item.sender(), new long[0]);
                require(item.number() < ofSender.length, item + " was never sent");
                ofSender[(int) item.number()]++;
                checkOwner(item, index, rig.sinks().size());
            }
        }
        times.forEach((sender, counts) -> require(
                LongStream.of(counts).allMatch(count -> count == copies),
                "some messages of " + sender + " did not come " + copies + " times"));
    }

    private void checkOwner(ContractSink.Item item, int index, int owners) {
        if (connection.delivery() == Delivery.KEYED) {
            int owner = KeySlots.owner(KeySlots.of(item.key()), owners);
            require(owner == index, item + " belongs to receiver " + owner + " and came to " + index);
        }
    }

    /** What one end counts as sent the other has received or dropped, or it is on its way; with a broker twice. */
    private static void checkLedger(ContractRig rig) {
        List<Counts> between = rig.between();
        checkLedger(rig.sent(), between.get(0));
        checkLedger(between.get(1), rig.got());
        require(
                rig.got().messages() == rig.received(),
                "receivers count " + rig.got() + " but gave out " + rig.received());
    }

    private static void checkLedger(Counts sent, Counts got) {
        long there = got.messages() + got.dropped();
        require(sent.messages() >= there, "more received than sent: " + sent + " → " + got);
        boolean underWay = sent.inFlight() + sent.dropped() + got.inFlight() > 0;
        require(underWay || sent.messages() == there, "the counts do not add up: " + sent + " → " + got);
    }

    private static String received(ContractRig rig) {
        return rig.sinks().stream().map(ContractSink::received).toList().toString();
    }

    private static void require(boolean kept, String broken) {
        if (!kept) {
            throw new AssertionError(broken);
        }
    }
}
