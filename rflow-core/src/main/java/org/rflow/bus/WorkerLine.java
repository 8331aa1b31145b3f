package org.rflow.bus;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.rflow.model.Counts;
import org.rflow.model.WorkerState;
import org.rflow.zmq.LogLimit;
import org.rflow.zmq.ZmqSocket;

/** One worker's connection to the manager: REGISTER until answered, then beacons and replies. Used only by the bus thread. */
final class WorkerLine implements PeerSide {
    private static final Logger LOG = LogManager.getLogger(WorkerLine.class);

    /** Half beacon intervals. */
    private static final int UNHEARD = 3;

    private final WorkerBus.Member member;
    private ZmqSocket socket;
    private final BusTiming timing;
    private final Agenda agenda;
    private final LongSupplier nanoTime;
    private final AnsweredCommands answered = new AnsweredCommands();
    private final Queue<byte[][]> replies = new ArrayDeque<>();
    private final LogLimit refusalLog = new LogLimit(Duration.ofSeconds(10));
    private boolean registered;
    private boolean orphaned;
    private int incarnation;
    private long nextNanos;
    private long heardNanos;
    private long lastBeacon;
    private long lastHeard;

    WorkerLine(WorkerBus.Member member, ZmqSocket socket, BusTiming timing, Agenda agenda, LongSupplier nanoTime) {
        this.member = member;
        this.socket = socket;
        this.timing = timing;
        this.agenda = agenda;
        this.nanoTime = nanoTime;
        this.nextNanos = nanoTime.getAsLong();
        this.heardNanos = nextNanos;
    }

    ZmqSocket socket() {
        return socket;
    }

    /** Whether something that is answered at once has not been by the time it is said again. */
    boolean isUnheard() {
        return nanoTime.getAsLong() - heardNanos > timing.beaconInterval().toNanos() * UNHEARD / 2;
    }

    /** Introduces itself to another manager. */
    void moveTo(ZmqSocket other) {
        socket.close();
        socket = other;
        registered = false;
        nextNanos = nanoTime.getAsLong();
    }

    /** Takes in what has come, says what is to be said; returns for how long it has nothing to do. */
    Duration turn(FrameAdapter<PeerSide> adapter) {
        for (byte[][] frames = socket.receive(); frames != null; frames = socket.receive()) {
            adapter.dispatch(frames, 0, this);
        }
        long now = nanoTime.getAsLong();
        watchManager(now);
        if (!registered) {
            register(now);
        } else {
            boolean wanted = member.mailbag().takeBeacon();
            if (wanted || now - nextNanos >= 0) {
                beacon();
            }
            say();
        }
        return Duration.ofNanos(Math.max(0, nextNanos - nanoTime.getAsLong()));
    }

    private void watchManager(long now) {
        if (!orphaned && now - heardNanos > timing.gracePeriod().toNanos()) {
            orphaned = true;
            member.handler().onOrphaned();
        }
    }

    private void register(long now) {
        if (now - nextNanos >= 0) {
            nextNanos = now + BusTiming.REGISTER_INTERVAL.toNanos();
            sendOrSkip(ManagerProxy.register(member.registration()));
        }
    }

    /** A beacon that finds no room is not missed: it would only say what the next one says. */
    void beacon() {
        nextNanos = nanoTime.getAsLong() + timing.beaconInterval().toNanos();
        sendOrSkip(ManagerProxy.beacon(++lastBeacon, currentBeacon()));
    }

    private Beacon currentBeacon() {
        try {
            return member.handler().beacon();
        } catch (RuntimeException e) {
            LOG.error("worker {} cannot tell its state", member.registration().instance(), e);
            return new Beacon(incarnation, WorkerState.ERROR, false, 0, "", "cannot tell its state: " + e);
        }
    }

    private void sendOrSkip(byte[][] frames) {
        if (!socket.send(frames)) {
            LOG.debug("no room on the bus of worker {}", member.registration().instance());
        }
    }

    /** Replies first; what finds no room is said in a later turn. */
    private void say() {
        while (!replies.isEmpty()) {
            if (!socket.send(replies.element())) {
                return;
            }
            replies.remove();
        }
        Optional<List<Counts>> metrics = member.mailbag().takeMetrics();
        metrics.ifPresent(counts -> sendOrSkip(ManagerProxy.metrics(counts)));
        member.mailbag().takeDeadLetters().ifPresent(letters -> sendOrSkip(ManagerProxy.deadLetters(letters)));
        while (socket.isWritable()) {
            Optional<LogEvent> event = member.mailbag().takeLog();
            if (event.isEmpty()) {
                return;
            }
            sendOrSkip(ManagerProxy.log(event.get()));
        }
    }

    /** Whether the manager has all that was said up to the last beacon, or cannot be asked. */
    boolean isHeardOut() {
        return !registered || (replies.isEmpty() && lastHeard >= lastBeacon);
    }

    private void onAnything() {
        heardNanos = nanoTime.getAsLong();
    }

    @Override
    public void onRegistered(Admission admission) {
        Optional<String> error = admission.error();
        if (error.isPresent()) {
            long heldBack = refusalLog.ask();
            if (heldBack >= 0) {
                LOG.error(
                        "the manager refused worker {}: {}",
                        member.registration().instance(),
                        error.get());
            }
            return;
        }
        onAnything();
        if (!registered) {
            registered = true;
            member.mailbag().beacon();
        }
    }

    @Override
    public void onRegisterAgain() {
        onAnything();
        if (registered) {
            registered = false;
            nextNanos = nanoTime.getAsLong();
        }
    }

    @Override
    public void onHeard(long number) {
        onAnything();
        lastHeard = Math.max(lastHeard, number);
    }

    @Override
    public void onCommand(CommandHeader header, Command command) {
        onAnything();
        if (!answered.begin(header.id())) {
            answered.reply(header.id()).ifPresent(reply -> reply(header.id(), reply));
            return;
        }
        Optional<String> refusal = refusal(header, command);
        if (refusal.isPresent()) {
            reply(header.id(), Reply.error(refusal.get()));
            return;
        }
        if (command instanceof Command.Configure) {
            incarnation = header.incarnation();
        }
        carryOut(header.id(), command);
    }

    private Optional<String> refusal(CommandHeader header, Command command) {
        if (!registered) {
            return Optional.of("the worker has not registered yet");
        }
        boolean other =
                incarnation != 0 && header.incarnation() != incarnation && !(command instanceof Command.Configure);
        return other
                ? Optional.of("the command is for incarnation " + header.incarnation() + ", this is " + incarnation)
                : Optional.empty();
    }

    private void carryOut(long id, Command command) {
        AtomicBoolean replied = new AtomicBoolean();
        CommandHandler.Answer answer = reply -> {
            if (replied.compareAndSet(false, true)) {
                agenda.execute(() -> reply(id, reply));
            } else {
                LOG.debug("ignored a second reply to command {}", id);
            }
        };
        try {
            member.handler().onCommand(command, answer);
        } catch (RuntimeException e) {
            LOG.error("command {} failed", command.getClass().getSimpleName(), e);
            answer.reply(Reply.error(command.getClass().getSimpleName() + " failed: " + e));
        }
    }

    private void reply(long id, Reply reply) {
        answered.end(id, reply);
        try {
            replies.add(ManagerProxy.reply(id, reply));
        } catch (BusException tooLarge) {
            replies.add(ManagerProxy.reply(id, Reply.error(String.valueOf(tooLarge.getMessage()))));
        }
    }
}
