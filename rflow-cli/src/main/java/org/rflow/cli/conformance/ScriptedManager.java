package org.rflow.cli.conformance;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.rflow.bus.Beacon;
import org.rflow.bus.BusListener;
import org.rflow.bus.BusServer;
import org.rflow.bus.BusTiming;
import org.rflow.bus.ClientReply;
import org.rflow.bus.ClientRequest;
import org.rflow.bus.Command;
import org.rflow.bus.LogEvent;
import org.rflow.bus.Registration;
import org.rflow.bus.Reply;
import org.rflow.model.Counts;
import org.rflow.model.WorkerState;
import org.rflow.zmq.ZmqContext;

/** The manager's end of the bus: says what it is told to, and notes what it hears. Its own thread serves the bus; all else may be called by any. */
final class ScriptedManager implements BusListener, AutoCloseable {
    static final Duration BEACON_INTERVAL = Duration.ofMillis(500);
    private static final Duration GRACE = Duration.ofSeconds(30);
    private static final Duration LONG = Duration.ofHours(1);

    private final UUID subject;
    private final BusServer bus;
    private final Thread thread;
    private final List<Heard> beacons = new CopyOnWriteArrayList<>();
    private volatile @Nullable Registration registration;
    private volatile List<Counts> metrics = List.of();

    /** A beacon and when it came, in nanoseconds of the VM's own clock. */
    record Heard(long nanos, Beacon beacon) {}

    ScriptedManager(ZmqContext zmq, UUID subject) {
        this.subject = subject;
        this.bus = new BusServer(zmq, 1);
        this.thread = new Thread(() -> bus.run(this), "manager");
    }

    void start() {
        thread.setDaemon(true);
        thread.start();
    }

    String address() {
        return bus.address();
    }

    CompletableFuture<Reply> ask(Command command) {
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        bus.execute(() -> bus.send(subject, command, LONG, reply::complete));
        return reply;
    }

    Optional<Registration> registration() {
        return Optional.ofNullable(registration);
    }

    List<Heard> beacons() {
        return beacons;
    }

    boolean hasBeaconed(WorkerState state) {
        return beacons.stream().anyMatch(heard -> heard.beacon().state() == state);
    }

    /** The last ones. */
    List<Counts> metrics() {
        return metrics;
    }

    long malformedFrames() {
        return bus.malformedFrames();
    }

    @Override
    public BusTiming timing() {
        return new BusTiming(BEACON_INTERVAL, GRACE);
    }

    @Override
    public Optional<String> refusal(Registration peer) {
        return peer.instance().equals(subject)
                ? Optional.empty()
                : Optional.of("instance " + peer.instance() + " is not " + subject);
    }

    @Override
    public void onRegister(Registration peer) {
        registration = peer;
    }

    @Override
    public void onBeacon(UUID worker, Beacon beacon) {
        beacons.add(new Heard(System.nanoTime(), beacon));
    }

    @Override
    public void onMetrics(UUID worker, List<Counts> counts) {
        metrics = counts;
    }

    @Override
    public void onLog(UUID worker, LogEvent event) {}

    @Override
    public void onRequest(ClientRequest request, Answer answer) {
        answer.reply(ClientReply.error("nothing can be asked here"));
    }

    @Override
    public void close() {
        bus.stop();
        try {
            thread.join(Duration.ofSeconds(5).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        bus.close();
    }
}
