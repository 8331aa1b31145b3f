package org.rflow.bus;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
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
 * A host's end of the bus: one thread, named {@code <host>/bus}, for all workers of the process, each with a connection of
 * its own. It calls the workers' {@link CommandHandler}s and never waits for a worker's loop, so beacons come even while a
 * component is stuck. All public methods may be called by any thread.
 */
public final class WorkerBus implements AutoCloseable {
    private static final Logger LOG = LogManager.getLogger(WorkerBus.class);
    private static final Duration FAREWELL = Duration.ofSeconds(1);
    private static final Duration LONGEST_TURN = Duration.ofMillis(100);

    private final ZmqContext context;
    private final Supplier<Optional<Rendezvous>> whereabouts;
    private final BusTiming timing;
    private final LongSupplier nanoTime;
    private final WakeUp wakeUp;
    private final Agenda agenda;
    private final Thread thread;
    private final MalformedFrames malformed;
    private final Map<UUID, Member> members = new ConcurrentHashMap<>();
    private final List<WorkerLine> lines = new CopyOnWriteArrayList<>();
    private final AtomicBoolean started = new AtomicBoolean();
    private volatile boolean closing;
    private boolean wakeUpClosed;
    private Rendezvous manager;
    private long lookedNanos;

    /**
     * A bus that will connect to the manager; {@code host} names its thread. While the manager is not heard, {@code whereabouts}
     * is asked whether there is another one.
     */
    public WorkerBus(
            ZmqContext context,
            String host,
            Rendezvous manager,
            Supplier<Optional<Rendezvous>> whereabouts,
            BusTiming timing) {
        this.context = context;
        this.manager = manager;
        this.whereabouts = whereabouts;
        this.timing = timing;
        this.nanoTime = System::nanoTime;
        wakeUp = context.wakeUp();
        agenda = new Agenda(nanoTime, this::wake);
        thread = new Thread(this::serve, host + "/bus");
        thread.setDaemon(true);
        malformed = new MalformedFrames("the bus of " + host);
    }

    /** Makes the worker known to the manager, and the manager's commands known to its handler, from {@link #start} on. */
    public void add(Registration registration, CommandHandler handler) {
        Member member = new Member(registration, handler, new Mailbag());
        if (members.putIfAbsent(registration.instance(), member) != null) {
            throw new IllegalArgumentException("worker " + registration.instance() + " is on the bus already");
        }
        agenda.execute(() -> connect(member));
    }

    public void start() {
        if (started.compareAndSet(false, true)) {
            thread.start();
        }
    }

    /** The worker's state has changed: the manager is told at once. */
    public void beaconNow(UUID worker) {
        member(worker).mailbag().beacon();
        wake();
    }

    /** Tells the manager the newest counts. */
    public void metrics(UUID worker, List<Counts> counts) {
        member(worker).mailbag().metrics(counts);
        wake();
    }

    /** Tells the manager how many dead letters wait now. */
    public void deadLetters(UUID worker, List<LetterCount> letters) {
        member(worker).mailbag().deadLetters(letters);
        wake();
    }

    /** Tells the manager; events that come faster than it takes them push out the oldest, and their number is told. */
    public void log(UUID worker, LogEvent event) {
        member(worker).mailbag().log(event);
        wake();
    }

    /** How many frames were ignored because they are not of this protocol. */
    public long malformedFrames() {
        return malformed.total();
    }

    /**
     * Says what is still to be said, a last beacon at the end, waits for at most a second until the manager has heard it, and
     * ends the thread. The bus thread itself may call it, and does not wait.
     */
    @Override
    public void close() {
        closing = true;
        if (started.compareAndSet(false, true)) {
            closeWakeUp();
            return;
        }
        wake();
        if (Thread.currentThread() != thread) {
            join();
        }
    }

    private void wake() {
        synchronized (wakeUp) {
            if (!wakeUpClosed) {
                wakeUp.wake();
            }
        }
    }

    private void closeWakeUp() {
        synchronized (wakeUp) {
            wakeUpClosed = true;
            wakeUp.close();
        }
    }

    private void join() {
        try {
            thread.join(FAREWELL.multipliedBy(3).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Member member(UUID worker) {
        return requireNonNull(members.get(worker), () -> "worker " + worker + " is not on this bus");
    }

    private void connect(Member member) {
        lines.add(new WorkerLine(member, connect(), timing, agenda, nanoTime));
    }

    private ZmqSocket connect() {
        ZmqSocket socket = context.open(SocketKind.DEALER, SocketSettings.bus(), manager.secret());
        socket.connect(manager.address());
        return socket;
    }

    /** Looks for another manager, once a beacon interval, while this one does not answer. */
    private void lookForManager(ZmqPoller poller) {
        long now = nanoTime.getAsLong();
        if (now - lookedNanos < timing.beaconInterval().toNanos()
                || lines.stream().noneMatch(WorkerLine::isUnheard)) {
            return;
        }
        lookedNanos = now;
        whereabouts.get().filter(found -> !found.equals(manager)).ifPresent(found -> {
            LOG.info("the manager does not answer any more; there is another one at {}", found.address());
            manager = found;
            for (WorkerLine line : lines) {
                poller.unwatch(line.socket());
                line.moveTo(connect());
            }
        });
    }

    private void serve() {
        try (ZmqPoller poller = context.poller()) {
            poller.watch(wakeUp);
            FrameAdapter<PeerSide> adapter = PeerAdapter.of(malformed);
            while (!closing) {
                turn(poller, adapter);
            }
            farewell(poller, adapter);
        } catch (RuntimeException e) {
            LOG.error("the bus thread died: the manager hears nothing more of this process", e);
            members.values().forEach(member -> member.handler().onOrphaned());
        } finally {
            lines.forEach(line -> line.socket().close());
            closeWakeUp();
        }
    }

    private void turn(ZmqPoller poller, FrameAdapter<PeerSide> adapter) {
        agenda.run();
        lookForManager(poller);
        Duration quiet = LONGEST_TURN;
        for (WorkerLine line : lines) {
            Duration lineQuiet = line.turn(adapter);
            quiet = lineQuiet.compareTo(quiet) < 0 ? lineQuiet : quiet;
            poller.watch(line.socket());
        }
        poller.poll(closing ? Duration.ZERO : agenda.quiet(quiet));
    }

    /** HEARD for the last beacon proves that all replies before it have arrived as well. */
    private void farewell(ZmqPoller poller, FrameAdapter<PeerSide> adapter) {
        agenda.run();
        lines.forEach(line -> line.turn(adapter));
        lines.forEach(WorkerLine::beacon);
        long deadline = nanoTime.getAsLong() + FAREWELL.toNanos();
        while (!lines.stream().allMatch(WorkerLine::isHeardOut) && nanoTime.getAsLong() - deadline < 0) {
            poller.poll(LONGEST_TURN);
            agenda.run();
            lines.forEach(line -> line.turn(adapter));
        }
    }

    /** A worker of this host. */
    record Member(Registration registration, CommandHandler handler, Mailbag mailbag) {
        Member {
            requireNonNull(registration, "registration");
            requireNonNull(handler, "handler");
        }
    }
}
