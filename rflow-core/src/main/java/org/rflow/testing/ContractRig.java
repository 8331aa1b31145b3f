package org.rflow.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.rflow.connection.Broker;
import org.rflow.connection.ConnectionType;
import org.rflow.connection.Sender;
import org.rflow.model.Attachment;
import org.rflow.model.Connection;
import org.rflow.model.Counts;
import org.rflow.model.PortDirection;
import org.rflow.model.WorkerRef;
import org.rflow.zmq.Secret;

/**
 * One connection with all its workers in this process: sources, sinks and, if it has one, the broker; wired as the
 * manager does it. Used by the test's thread.
 */
final class ContractRig implements AutoCloseable {
    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final long PAUSE_NANOS = 1_000_000;

    private final ConnectionType type;
    private final Connection connection;
    private final Secret secret = Secret.random();
    private final List<ContractSource> sources = new ArrayList<>();
    private final List<ContractSink> sinks = new ArrayList<>();
    private final List<TestingWorker> workers = new ArrayList<>();
    private @Nullable TestingWorker brokerWorker;
    private @Nullable Broker broker;

    ContractRig(ConnectionType type, Connection connection, int senders, int receivers) {
        this.type = type;
        this.connection = connection;
        try {
            make(senders, receivers);
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    private void make(int senders, int receivers) {
        List<TestingWorker> sending = workers("sender", senders);
        List<TestingWorker> receiving = workers("receiver", receivers);
        List<WorkerRef> from = refs(sending);
        List<WorkerRef> to = refs(receiving);
        if (connection.brokered()) {
            TestingWorker middle = workers("broker", 1).get(0);
            brokerWorker = middle;
            broker = middle.call(() -> type.broker(middle.spec(new Attachment(connection, List.of(middle.ref()), to))));
        }
        List<WorkerRef> middle = brokerWorker == null ? List.of() : List.of(brokerWorker.ref());
        for (TestingWorker worker : receiving) {
            ContractSink sink = new ContractSink(worker);
            Attachment attachment = new Attachment(connection, middle.isEmpty() ? from : middle, to);
            worker.run(() -> sink.attach(type.receiver(worker.spec(attachment), sink)));
            sinks.add(sink);
        }
        for (TestingWorker worker : sending) {
            Attachment attachment = new Attachment(connection, from, middle.isEmpty() ? to : middle);
            Sender sender = worker.call(() -> type.sender(worker.spec(attachment)));
            sources.add(worker.call(() -> new ContractSource(worker, sender)));
        }
    }

    private List<TestingWorker> workers(String role, int count) {
        List<TestingWorker> made = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            TestingWorker worker = new TestingWorker(role + "-" + i, secret);
            made.add(worker);
            workers.add(worker);
        }
        return made;
    }

    private static List<WorkerRef> refs(List<TestingWorker> workers) {
        return workers.stream().map(TestingWorker::ref).toList();
    }

    List<ContractSource> sources() {
        return sources;
    }

    List<ContractSink> sinks() {
        return sinks;
    }

    /** Tells those who connect where the others are, and waits until nothing that is sent can be lost. */
    ContractRig connect() {
        connectSinks();
        Broker middle = broker;
        if (middle != null && brokerWorker != null) {
            String input = brokerWorker.call(middle::input).address();
            UUID uuid = brokerWorker.ref().uuid();
            sources.forEach(source -> connect(source, uuid, input));
            await("broker ready", () -> isReady(middle));
        } else {
            for (ContractSource source : sources) {
                connectToSinks(source);
            }
        }
        await("every sender ready", () -> sources.stream().allMatch(this::isReady));
        return this;
    }

    private boolean isReady(Broker middle) {
        return brokerWorker != null && brokerWorker.call(middle::isReady);
    }

    private boolean isReady(ContractSource source) {
        return source.worker().call(source.sender()::isReady);
    }

    private void connectSinks() {
        for (ContractSink sink : sinks) {
            String bound = sink.worker().call(() -> sink.receiver().address());
            Broker middle = broker;
            if (middle != null && brokerWorker != null) {
                connectSink(sink, bound, middle, brokerWorker);
            } else if (bound.isEmpty()) {
                sources.forEach(source -> connect(
                        sink, source.worker().ref().uuid(), source.worker().call(source.sender()::address)));
            }
        }
    }

    private static void connectSink(ContractSink sink, String bound, Broker middle, TestingWorker middleWorker) {
        if (bound.isEmpty()) {
            connect(
                    sink,
                    middleWorker.ref().uuid(),
                    middleWorker.call(middle::output).address());
        } else {
            middleWorker.run(() -> middle.connect(sink.worker().ref().uuid(), bound));
        }
    }

    private static void connect(ContractSink sink, UUID peer, String address) {
        sink.worker().run(() -> sink.receiver().connect(peer, address));
    }

    private static void connect(ContractSource source, UUID peer, String address) {
        source.worker().run(() -> source.sender().connect(peer, address));
    }

    private void connectToSinks(ContractSource source) {
        for (ContractSink sink : sinks) {
            String bound = sink.worker().call(() -> sink.receiver().address());
            if (!bound.isEmpty()) {
                connect(source, sink.worker().ref().uuid(), bound);
            }
        }
    }

    /** What the senders count. */
    Counts sent() {
        return sum(
                PortDirection.OUTPUT,
                sources.stream().map(ContractSource::counts).toList());
    }

    /** What the receivers count. */
    Counts got() {
        return sum(PortDirection.INPUT, sinks.stream().map(ContractSink::counts).toList());
    }

    /** What the broker took and gave; the same as the senders and receivers without one. */
    List<Counts> between() {
        Broker middle = broker;
        if (middle == null || brokerWorker == null) {
            return List.of(got(), sent());
        }
        return brokerWorker.call(() -> List.of(middle.taken(), middle.given()));
    }

    private Counts sum(PortDirection end, List<Counts> counts) {
        return new Counts(
                connection.uuid(),
                end,
                counts.stream().mapToLong(Counts::messages).sum(),
                counts.stream().mapToLong(Counts::bytes).sum(),
                counts.stream().mapToLong(Counts::inFlight).sum(),
                counts.stream().mapToLong(Counts::dropped).sum(),
                counts.stream().mapToLong(Counts::overruns).sum(),
                0,
                0);
    }

    long received() {
        return sinks.stream().mapToLong(ContractSink::received).sum();
    }

    void await(String what, BooleanSupplier condition) {
        await(() -> what, condition);
    }

    /** Waits until the condition holds; after the deadline an error says what was waited for. */
    void await(Supplier<String> what, BooleanSupplier condition) {
        long end = System.nanoTime() + DEADLINE.toNanos();
        while (!condition.getAsBoolean()) {
            workers.forEach(TestingWorker::check);
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("not within " + DEADLINE.toSeconds() + " s: " + what.get());
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /** The sockets close on their loops, then the loops end. */
    @Override
    public void close() {
        sources.forEach(source -> source.worker().run(source.sender()::close));
        sinks.forEach(sink -> sink.worker().run(() -> sink.receiver().close()));
        if (broker != null && brokerWorker != null) {
            brokerWorker.run(broker::close);
        }
        workers.forEach(TestingWorker::close);
        workers.clear();
    }
}
