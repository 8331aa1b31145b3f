package org.rflow.worker;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;
import org.rflow.bus.Beacon;
import org.rflow.bus.Command;
import org.rflow.bus.CommandHandler;
import org.rflow.bus.LetterCount;
import org.rflow.bus.Reply;
import org.rflow.bus.Report;
import org.rflow.loop.Loop;
import org.rflow.model.Endpoint;
import org.rflow.model.Setting;
import org.rflow.model.WorkerPlan;
import org.rflow.model.WorkerState;

/**
 * A worker's life: takes commands from the bus thread onto its own loop thread, moves from state to state, and says so. All
 * fields belong to the loop thread but the volatile ones, which beacons read.
 */
final class Worker implements CommandHandler {
    private static final Logger LOG = LogManager.getLogger(Worker.class);

    private final UUID uuid;
    private final Host host;
    private final Loop loop;
    private final Deferred deferred;
    private volatile WorkerState state = WorkerState.STARTED;
    private volatile int incarnation;
    private volatile boolean sourcesDone;
    private volatile String detail = "";
    private volatile @Nullable Body body;
    private @Nullable WorkerPlan plan;
    private boolean wasRunning;
    private List<LetterCount> told = List.of();

    Worker(UUID uuid, Host host) {
        this.uuid = uuid;
        this.host = host;
        this.loop = new Loop("worker-" + uuid, host.zmq(), this::failed);
        this.deferred = new Deferred(loop);
    }

    /** Runs the task on the worker's loop, soon. From any thread. */
    void execute(Runnable task) {
        loop.execute(task);
    }

    /** Runs the loop on the calling thread until the worker ends. */
    void runLoop() {
        loop.run();
    }

    @Override
    public void onCommand(Command command, Answer answer) {
        if (command instanceof Command.SetLogLevel
                || command instanceof Command.ReopenLog
                || command instanceof Command.Threads) {
            host.onProcessCommand(command, answer);
        } else {
            loop.execute(() -> handle(command, answer));
        }
    }

    private void handle(Command command, Answer answer) {
        try {
            if (command instanceof Command.Configure configure) {
                onConfigure(configure, answer);
            } else if (command instanceof Command.Connect connect) {
                onConnect(connect, answer);
            } else if (command instanceof Command.Disconnect disconnect) {
                body().disconnect(disconnect.connection(), disconnect.peer());
                answer.reply(Reply.ok());
            } else if (command instanceof Command.Pause pause) {
                body().pause(pause.paused());
                answer.reply(Reply.ok());
            } else if (command instanceof Command.Run) {
                onRun(answer);
            } else if (command instanceof Command.DeadLetters letters) {
                body().onDeadLetters(letters, answer);
            } else {
                handleEnding(command, answer);
            }
        } catch (IllegalStateException refused) {
            answer.reply(Reply.error(String.valueOf(refused.getMessage())));
        } catch (Exception e) {
            answer.reply(Reply.error(sentence(e)));
            failed(e);
        }
    }

    private void handleEnding(Command command, Answer answer) throws Exception {
        if (command instanceof Command.StopSources) {
            if (state == WorkerState.RUNNING) {
                body().stopSources();
            }
            answer.reply(Reply.ok(report()));
        } else if (command instanceof Command.AskReport) {
            answer.reply(Reply.ok(report()));
        } else if (command instanceof Command.Shutdown) {
            onShutdown(answer);
        } else if (command instanceof Command.Cleanup) {
            onCleanup(answer);
        } else {
            answer.reply(Reply.error("worker does not know the command " + command));
        }
    }

    private void onConfigure(Command.Configure configure, Answer answer) throws Exception {
        require(WorkerState.STARTED, "CONFIGURE");
        plan = configure.plan();
        incarnation = configure.incarnation();
        host.configured(configure.plan());
        Thread.currentThread().setName(configure.plan().name() + "/loop");
        Body made = new BodyBuilder(host, loop, this::changed).build(configure.plan(), configure.incarnation());
        body = made;
        become(WorkerState.CONFIGURED);
        answer.reply(Reply.ok(made.endpoints()));
    }

    private void onConnect(Command.Connect connect, Answer answer) {
        Body made = body();
        for (Endpoint receiver : connect.receivers()) {
            made.connect(receiver);
        }
        Duration deadline =
                Setting.START_TIMEOUT.durationIn(requireNonNull(plan).settings());
        deferred.answerWhen(new Connected(made), deadline, answer);
    }

    private record Connected(Body body) implements Deferred.Condition {
        @Override
        public boolean isMet() {
            return body.isReady();
        }

        @Override
        public String missing() {
            return "waits on " + body.waitingForReady();
        }

        @Override
        public Reply reply() {
            return Reply.ok();
        }
    }

    private void onRun(Answer answer) throws Exception {
        require(WorkerState.CONFIGURED, "RUN");
        wasRunning = true;
        become(WorkerState.RUNNING);
        body().run();
        loop.schedule(host.beaconInterval(), this::sendMetrics);
        answer.reply(Reply.ok());
    }

    private void sendMetrics() {
        Body made = body();
        host.metrics(uuid, made.counts());
        tellDeadLetters(made);
        if (state == WorkerState.RUNNING || state == WorkerState.STOPPING) {
            loop.schedule(host.beaconInterval(), this::sendMetrics);
        }
    }

    private void tellDeadLetters(Body made) {
        List<LetterCount> now = made.deadLetters();
        if (!now.equals(told)) {
            told = now;
            host.deadLetters(uuid, now);
        }
    }

    /** A manager that takes over may ask again. */
    private void onShutdown(Answer answer) {
        if (state == WorkerState.STOPPING) {
            awaitShutDown(answer);
            return;
        }
        if (!state.canBecome(WorkerState.STOPPING)) {
            throw new IllegalStateException("SHUTDOWN does not fit the state " + state);
        }
        become(WorkerState.STOPPING);
        awaitShutDown(answer);
    }

    private void awaitShutDown(Answer answer) {
        if (!wasRunning) {
            answer.reply(Reply.ok(report()));
            return;
        }
        Duration deadline = Setting.STOP_TIMEOUT.durationIn(requireNonNull(plan).settings());
        deferred.answerWhen(new ShutDown(), deadline, answer);
    }

    private final class ShutDown implements Deferred.Condition {
        @Override
        public boolean isMet() throws Exception {
            return body().shutDownFurther();
        }

        @Override
        public String missing() {
            return body().waitingForShutdown();
        }

        @Override
        public Reply reply() {
            return Reply.ok(report());
        }
    }

    private void onCleanup(Answer answer) throws Exception {
        require(WorkerState.STOPPING, "CLEANUP");
        Report last = report();
        if (body != null) {
            tellDeadLetters(body());
            body().cleanup();
        }
        become(WorkerState.STOPPED);
        answer.reply(Reply.ok(last));
        end(true);
    }

    private void require(WorkerState expected, String command) {
        if (state != expected) {
            throw new IllegalStateException(
                    command + " does not fit the state " + state + " of worker " + name() + "; it fits " + expected);
        }
    }

    private Body body() {
        Body made = body;
        if (made == null) {
            throw new IllegalStateException("worker " + uuid + " is not configured yet");
        }
        return made;
    }

    private String name() {
        return plan == null ? uuid.toString() : plan.name();
    }

    private Report report() {
        Body made = body;
        return made == null
                ? new Report(state, true, 0, List.of())
                : new Report(state, made.isSourcesDone(), made.pending(), made.counts());
    }

    /** Something in the body changed that may have ended its sources. */
    private void changed() {
        boolean done = state == WorkerState.RUNNING && body().isSourcesDone();
        if (done != sourcesDone) {
            sourcesDone = done;
            host.beaconNow(uuid);
        }
    }

    private void become(WorkerState next) {
        if (!state.canBecome(next)) {
            throw new IllegalStateException("worker " + name() + ": " + state + " -> " + next);
        }
        LOG.debug("worker {}: {} -> {}", name(), state, next);
        state = next;
        host.beaconNow(uuid);
    }

    /** Any failure of the loop or of a phase ends the worker (RF-84): cleanup, ERROR, exit. */
    private void failed(Throwable failure) {
        if (!state.canBecome(WorkerState.ERROR)) {
            return;
        }
        detail = sentence(failure);
        LOG.error("worker {} failed: {}", name(), detail, failure);
        Body made = body;
        if (made != null) {
            new Cleaning(made).run();
        }
        become(WorkerState.ERROR);
        end(false);
    }

    private record Cleaning(Body body) {
        void run() {
            try {
                body.cleanup();
            } catch (Exception e) {
                LOG.error("cleanup after the failure failed too", e);
            }
        }
    }

    private static String sentence(Throwable failure) {
        String text = failure.getMessage();
        return text == null || text.isBlank() ? failure.toString() : text;
    }

    private void end(boolean clean) {
        loop.stop();
        host.ended(uuid, clean);
    }

    @Override
    public Beacon beacon() {
        Body made = body;
        String inside = made == null ? "" : made.inside();
        return new Beacon(incarnation, state, sourcesDone, loop.turnAgeMillis(), inside, detail);
    }

    /** Without a manager: stop in order, as far as the others do the same. */
    @Override
    public void onOrphaned() {
        LOG.warn("no manager was heard for the grace period; stopping");
        stopAlone();
    }

    /** Ends without being asked by the manager, also when a stop that it began was never finished. From any thread. */
    void stopAlone() {
        loop.execute(() -> {
            if (state.canBecome(WorkerState.STOPPING)) {
                handle(new Command.Shutdown(), stopped -> loop.execute(this::cleanUpAlone));
            } else if (state == WorkerState.STOPPING) {
                awaitShutDown(stopped -> loop.execute(this::cleanUpAlone));
            }
        });
    }

    private void cleanUpAlone() {
        if (state != WorkerState.STOPPING) {
            return;
        }
        handle(new Command.Cleanup(), cleaned -> LOG.info("worker {} stopped by itself", name()));
    }

    void close() {
        loop.close();
    }
}
