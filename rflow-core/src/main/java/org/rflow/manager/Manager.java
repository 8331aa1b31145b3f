package org.rflow.manager;

import static java.util.stream.Collectors.joining;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.rflow.bus.Beacon;
import org.rflow.bus.BusListener;
import org.rflow.bus.BusTimer;
import org.rflow.bus.BusTiming;
import org.rflow.bus.ClientRequest;
import org.rflow.bus.Event;
import org.rflow.bus.FlowStatus;
import org.rflow.bus.LetterCount;
import org.rflow.bus.LogEvent;
import org.rflow.bus.Registration;
import org.rflow.engine.RunListener;
import org.rflow.model.Counts;
import org.rflow.model.WorkerState;
import org.rflow.process.ChildProcess;

/**
 * The state machine of one run of a flow: starts it, watches it, and ends it when its sources are done, when it is told to,
 * or when something fails. Everything happens on the bus's thread. Used once.
 */
final class Manager implements BusListener, ClientDesk.Control, Deaths.Guide {
    private static final Logger log = LogManager.getLogger(Manager.class);
    private static final Duration AFTER_KILL = Duration.ofSeconds(10);
    /** A worker that misses the stop timeout itself tells more than that it did not answer: it goes first. */
    private static final Duration MARGIN = Duration.ofSeconds(1);

    private final Assignment assignment;
    private final Surroundings around;
    private final RunListener listener;
    private final Roster roster;
    private final Commands commands;
    private final Ledger ledger = new Ledger();
    private final Supervision supervision;
    private final Visitors visitors;
    private final ClientDesk desk;
    private final StatusReport report;
    private final Outcome outcome;
    private final Boot boot;
    private final Restarts restarts;
    private final Deaths deaths;
    private final Adoption adoption;
    private final RunKeeper keeper;
    private final Drain drain;
    private final Ending ending;
    private Instant started;
    private FlowState state = FlowState.INITIALIZED;
    private FlowState former = FlowState.INITIALIZED;
    private boolean sourcesEnded;
    private BusTimer stopDeadline = () -> {};

    Manager(Assignment assignment, Surroundings around, RunListener listener) {
        this.assignment = assignment;
        this.around = around;
        this.listener = listener;
        this.roster = assignment.roster();
        this.commands = new Commands(around.bus());
        this.supervision = new Supervision(assignment, around);
        this.visitors = new Visitors(roster, () -> state);
        this.desk = new ClientDesk(roster, around.bus(), commands, around.log());
        this.report = new StatusReport(assignment.flow(), roster, ledger);
        this.outcome = new Outcome(assignment.flow(), ledger);
        Tools tools = new Tools(
                assignment, around, commands, new Spawner(around, this::onExit), new EndpointBook(around.route()));
        this.boot = new Boot(tools, new Progress());
        this.restarts = new Restarts(tools, ledger, new Comeback());
        this.deaths = new Deaths(tools, restarts, outcome, this);
        this.adoption = new Adoption(tools, new Takeover());
        this.keeper = new RunKeeper(tools, ledger);
        this.drain = new Drain(tools, ledger, this::mayShutDown);
        this.ending = new Ending(roster, commands, ledger, this::fail);
        this.started = around.clock().instant();
    }

    /** Begins the boot. */
    void start() {
        tick();
        boot.begin();
    }

    /** Takes over what a manager that died has left, instead of {@link #start}. */
    void adopt(RunRecord run) {
        started = Instant.ofEpochMilli(run.startedMillis());
        sourcesEnded = run.sourcesEnded();
        former = run.state();
        ledger.restore(run.past());
        run.failure().ifPresent(outcome::fail);
        enter(FlowState.ADOPTING);
        tick();
        adoption.begin(run);
    }

    /** Ends the flow in order, unless it ends already. The reason is who or what asks: {@code SIGTERM}. */
    @Override
    public void stop(String reason) {
        if (state.isEnding()) {
            log.info("flow {} is ending already; {} changes nothing", name(), reason);
            return;
        }
        log.info("flow {} shutting down due to {}", name(), reason);
        if (state.isBooting()) {
            outcome.fail(Failure.of("flow " + name() + " was stopped before it had started, due to " + reason));
        }
        wind(assignment.limits().stopTimeout());
    }

    /** Kills every process. */
    @Override
    public void stopNow(String reason) {
        if (state.isFinal() || state == FlowState.INITIALIZED) {
            return;
        }
        log.warn("flow {} killed due to {}", name(), reason);
        outcome.fail(Failure.of("flow " + name() + " was killed due to " + reason));
        kill(reason);
    }

    /** The manager itself has failed: nobody could supervise what would go on. */
    void abandon(RuntimeException cause) {
        log.error("the manager of flow {} failed; killing every process", name(), cause);
        outcome.fail(Failure.of("the manager failed: " + cause));
        roster.hosts().forEach(host -> host.giveUp("the manager failed"));
        outcome.tell(listener);
    }

    /** Whether all that its sources had to give was processed: there is nothing to go on with. */
    boolean hasEndedByItself() {
        return sourcesEnded && state == FlowState.STOPPED;
    }

    int exitCode() {
        return outcome.exitCode();
    }

    @Override
    public FlowStatus status() {
        String detail = switch (state) {
            case SPAWNING, CONFIGURING, CONNECTING, STARTING -> boot.waitingFor();
            case ADOPTING -> adoption.waitingFor();
            case DRAINING -> waitingFor();
            case RUNNING -> restarts.waitingFor();
            default -> outcome.sentence();
        };
        return report.status(state, started, around.clock().instant(), detail);
    }

    @Override
    public UUID identify(Registration registration) {
        return visitors.identify(registration);
    }

    @Override
    public BusTiming timing() {
        return assignment.limits().timing();
    }

    /** A worker speaks from the process that was started for it, and from no other. */
    @Override
    public Optional<String> refusal(Registration registration) {
        return visitors.refusal(registration);
    }

    @Override
    public void onRegister(Registration registration) {
        Optional<WorkerHandle> known = roster.worker(registration.instance());
        if (known.isEmpty()) {
            log.warn("an unknown {} {} has registered; it gets no work", registration.role(), registration.instance());
            return;
        }
        WorkerHandle worker = known.get();
        worker.host().arrived(registration.pid());
        worker.registered();
        supervision.heard(worker);
        around.publish(Event.REGISTERED, worker, "process " + registration.pid());
    }

    @Override
    public void onBeacon(UUID uuid, Beacon beacon) {
        roster.worker(uuid).filter(WorkerHandle::isReachable).ifPresent(worker -> {
            supervision.heard(worker);
            if (worker.beaconed(beacon, around.clock().instant())) {
                around.publish(Event.WORKER_STATE, worker, worker.state().name());
                if (beacon.state() == WorkerState.ERROR) {
                    deaths.onError(worker, "worker " + worker.name() + " failed: " + beacon.detail());
                }
            }
            boot.isUp(worker);
            adoption.isUp(worker);
            restarts.isUp(worker);
            stopIfDone();
            drain.resume();
        });
    }

    @Override
    public void onMetrics(UUID uuid, List<Counts> counts) {
        roster.worker(uuid).filter(WorkerHandle::isReachable).ifPresent(worker -> ledger.record(uuid, counts));
    }

    @Override
    public void onDeadLetters(UUID uuid, List<LetterCount> letters) {
        roster.worker(uuid).filter(WorkerHandle::isReachable).ifPresent(worker -> ledger.deadLetters(uuid, letters));
    }

    @Override
    public void onLog(UUID uuid, LogEvent event) {
        roster.worker(uuid).ifPresent(worker -> {
            worker.logged(event);
            around.publish(Event.LOG, worker, event.level() + " " + event.text());
        });
    }

    @Override
    public void onRequest(ClientRequest request, Answer answer) {
        desk.serve(request, answer, this);
    }

    /** What the start reports. */
    private final class Progress implements Boot.Guide {
        @Override
        public void enter(FlowState next) {
            Manager.this.enter(next);
        }

        @Override
        public void fail(Failure failure) {
            Manager.this.fail(failure);
        }

        @Override
        public void started() {
            Manager.this.enter(FlowState.RUNNING);
            listener.onStarted();
            restarts.awaitVisitors();
            stopIfDone();
        }
    }

    /** What restarts report. */
    private final class Comeback implements Restarts.Guide {
        @Override
        public void restarted(Host host) {
            if (state == FlowState.DRAINING && !sourcesEnded) {
                host.workers()
                        .forEach(worker ->
                                commands.stopSources(worker, assignment.limits().stopTimeout()));
            } else if (state == FlowState.DRAINING) {
                expectEnd(assignment.limits().stopTimeout());
            }
            keep();
            stopIfDone();
            drain.resume();
        }

        @Override
        public void exhausted(Host host, String why) {
            Manager.this.fail(Failure.of(why + "; " + Story.exhausted(host)));
        }
    }

    /** What the takeover from a former manager reports. */
    private final class Takeover implements Adoption.Guide {
        @Override
        public void found(Host host) {
            host.workers().forEach(supervision::heard);
        }

        @Override
        public void adopted() {
            restarts.reconnect();
            if (former == FlowState.STOPPING) {
                end();
                return;
            }
            if (state == FlowState.DRAINING) {
                roster.reachable()
                        .forEach(worker ->
                                commands.stopSources(worker, assignment.limits().stopTimeout()));
                drain.resume();
                return;
            }
            enter(FlowState.RUNNING);
            listener.onStarted();
            if (former == FlowState.DRAINING) {
                stop("the manager that died, which had begun to");
            }
            stopIfDone();
        }

        @Override
        public void ended(Host host, int code) {
            if (former == FlowState.STOPPING) {
                host.giveUp("the flow had ended");
            }
            onExit(host, code);
        }

        @Override
        public void returns(Host host) {
            if (former == FlowState.STOPPING || outcome.isFailed()) {
                restarts.left(host);
            } else {
                restarts.bringBack(host);
            }
        }

        @Override
        public void gone(Host host) {
            restarts.left(host);
        }

        @Override
        public void tooLate(String worker) {
            outcome.fail(
                    Failure.of("the processes of flow " + name() + " stop by themselves, for they had no manager for "
                            + assignment.limits().gracePeriod().toSeconds()
                            + " s (" + worker + " was the first to say so); start it again when they are gone"));
            enter(FlowState.STOPPING);
            finish(false);
        }
    }

    /** No stage ends while a worker that it needs is on its way back, or still has to read what its forerunner had not. */
    private boolean mayShutDown() {
        return adoption.isSettled()
                && restarts.isSettled()
                && (!sourcesEnded
                        || roster.reachable().stream()
                                .allMatch(worker -> worker.isBroker()
                                        || worker.state() != HandleState.RUNNING
                                        || worker.hasSourcesDone()));
    }

    private String waitingFor() {
        return Stream.of(adoption.waitingFor(), restarts.waitingFor(), drain.waitingFor())
                .filter(text -> !text.isEmpty())
                .collect(joining(", "));
    }

    private void stopIfDone() {
        if (state == FlowState.RUNNING
                && roster.workers().stream().allMatch(worker -> worker.isBroker() || worker.hasSourcesDone())) {
            sourcesEnded = true;
            stop("the end of all its sources");
        }
    }

    private void onExit(Host host, int told) {
        if (adoption.holds(host, told)) {
            return;
        }
        int code = told == ChildProcess.UNKNOWN_EXIT ? host.lastSaid() : told;
        supervision.ended(host, code);
        boolean expected = host.isGivenUp() || (host.wasAskedToEnd() && code == 0);
        if (expected) {
            log.debug("{} {}", host.name(), Exits.describe(code));
        } else {
            host.workers().forEach(ledger::died);
            deaths.onUnaskedExit(host, code);
        }
        host.workers().forEach(commands::gone);
        keep();
        drain.resume();
        finishIfEmpty();
    }

    /** The first failure is the run's; it begins the end. */
    @Override
    public void fail(Failure failure) {
        outcome.fail(failure);
        restarts.abort();
        windAfterFailure();
        drain.resume();
    }

    @Override
    public void windAfterFailure() {
        if (!state.isEnding()) {
            wind(assignment.limits().stopAfterFailure());
        }
    }

    @Override
    public FlowState state() {
        return state;
    }

    /** Begins the ordered end, which has that long. */
    private void wind(Duration timeout) {
        boot.abort();
        restarts.hurry();
        expectEnd(timeout);
        if (state.canBecome(FlowState.DRAINING)) {
            enter(FlowState.DRAINING);
            drain.begin(this::fail, this::end);
        } else {
            end();
        }
    }

    private void expectEnd(Duration timeout) {
        stopDeadline.cancel();
        stopDeadline = around.bus().schedule(timeout.plus(MARGIN), () -> overdue(timeout));
    }

    private void end() {
        enter(FlowState.STOPPING);
        ending.begin();
        finishIfEmpty();
    }

    private void overdue(Duration timeout) {
        String waited = state == FlowState.DRAINING ? "; it waited for " + waitingFor() : "";
        outcome.fail(Failure.of("flow " + name() + " did not end within " + timeout.toSeconds() + " s" + waited
                + "; killed: " + roster.live()));
        kill("the flow did not end in time");
    }

    private void kill(String reason) {
        boot.abort();
        restarts.abort();
        drain.cancel();
        stopDeadline.cancel();
        if (state != FlowState.STOPPING) {
            enter(FlowState.STOPPING);
        }
        outcome.killed();
        stopDeadline = around.bus().schedule(AFTER_KILL, this::finish);
        roster.hosts().forEach(host -> host.giveUp(reason));
        adoption.abort();
        finishIfEmpty();
    }

    private void finishIfEmpty() {
        if (state == FlowState.STOPPING && !roster.hasLiveHosts()) {
            finish();
        }
    }

    private void finish() {
        finish(true);
    }

    private void finish(boolean alone) {
        stopDeadline.cancel();
        String left = alone ? roster.live() : "";
        if (!left.isEmpty()) {
            outcome.fail(Failure.of("these processes could not be killed: " + left));
        }
        outcome.reconcile();
        listener.onCounts(report.counts());
        enter(outcome.exitCode() == 0 ? FlowState.STOPPED : FlowState.FAILED);
        outcome.tell(listener);
        around.onEnd().run();
    }

    private void tick() {
        if (state.isFinal()) {
            return;
        }
        around.bus().schedule(assignment.limits().beaconInterval(), this::tick);
        supervision.check();
        keep();
        listener.onCounts(report.counts());
    }

    private void enter(FlowState next) {
        if (!state.canBecome(next)) {
            throw new IllegalStateException("flow " + name() + ": " + state + " -> " + next);
        }
        log.info("flow {}: {} -> {}", name(), state, next);
        state = next;
        around.publish(Event.FLOW_STATE, name(), next.name());
        keep();
        listener.onState(next.name());
    }

    private void keep() {
        keeper.keep(new RunKeeper.Life(state, sourcesEnded, started, outcome));
    }

    private String name() {
        return assignment.flow().name();
    }
}
