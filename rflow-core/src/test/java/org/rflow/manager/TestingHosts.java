package org.rflow.manager;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.rflow.bus.Beacon;
import org.rflow.bus.Command;
import org.rflow.bus.CommandHandler;
import org.rflow.bus.Registration;
import org.rflow.bus.Reply;
import org.rflow.bus.Report;
import org.rflow.engine.RunListener;
import org.rflow.model.Attachment;
import org.rflow.model.Counts;
import org.rflow.model.Endpoint;
import org.rflow.model.Flow;
import org.rflow.model.PortDirection;
import org.rflow.model.Wire;
import org.rflow.model.WorkerState;
import org.rflow.process.ChildCommand;
import org.rflow.process.ChildProcess;
import org.rflow.process.Launcher;
import org.rflow.process.ProcessException;
import org.rflow.process.ProcessIdentity;

/**
 * A manager with everything around it made up: hosts that register, beacon and obey unless a test says otherwise, and a
 * trace of what the manager did to them.
 */
final class TestingHosts implements RunListener {
    private static final Duration BEACON = Duration.ofSeconds(1);
    private static final Reply USUAL = Reply.text("the usual answer");

    private final Assignment assignment;
    private final TestingBus bus = new TestingBus(this::onCommand);
    private final Map<String, TestingChild> children = new LinkedHashMap<>();
    private final Map<String, WorkerState> states = new LinkedHashMap<>();
    private final Map<String, Map<Class<? extends Command>, Optional<Reply>>> special = new LinkedHashMap<>();
    private final Map<String, List<Counts>> counts = new LinkedHashMap<>();
    private final Set<String> silent = new HashSet<>();
    private final Map<String, Duration> loopAges = new HashMap<>();
    private final Map<String, String> insides = new HashMap<>();
    private final Set<String> silentOnce = new HashSet<>();
    private final Set<String> unregistered = new HashSet<>();
    private final Set<String> sourcesDone = new HashSet<>();
    private final Set<String> stubborn = new HashSet<>();
    private final Set<String> endedMeanwhile = new HashSet<>();
    private final List<String> trace = new ArrayList<>();
    private final List<String> flowStates = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private final List<RunRecord> records = new ArrayList<>();
    private final List<Endpoint> stored = new ArrayList<>();
    private final Manager manager;
    private String refused = "";
    private boolean ended;
    private int spawned;

    TestingHosts(Flow planned) {
        this.assignment = Assignment.of(planned, List.of());
        this.manager = new Manager(
                assignment,
                new Surroundings(
                        bus,
                        bus,
                        launcher(),
                        this::adopted,
                        this::command,
                        endpointStore(),
                        new TestingLog(trace),
                        () -> 1,
                        UnaryOperator.identity(),
                        records::add,
                        () -> ended = true),
                this);
    }

    private EndpointStore endpointStore() {
        return new EndpointStore() {
            @Override
            public void save(List<Endpoint> endpoints) {
                stored.clear();
                stored.addAll(endpoints);
            }

            @Override
            public void saveSoon(List<Endpoint> endpoints) {
                save(endpoints);
            }
        };
    }

    Manager manager() {
        return manager;
    }

    TestingBus bus() {
        return bus;
    }

    /** Starts the flow and lets everything happen that takes no time. */
    TestingHosts start() {
        manager.start();
        bus.run();
        return this;
    }

    /** Takes over what another manager left: the hosts run on, and find this one, unless they have ended meanwhile. */
    TestingHosts adopt(RunRecord run, String... endedMeanwhile) {
        this.endedMeanwhile.addAll(List.of(endedMeanwhile));
        manager.adopt(run);
        bus.run();
        return this;
    }

    private ChildProcess adopted(String name, ProcessIdentity process) {
        TestingChild child = new TestingChild(
                new ChildCommand(name, List.of("worker"), Map.of(), Path.of("."), Path.of(name)), process.pid());
        children.put(name, child);
        if (endedMeanwhile.contains(name)) {
            child.end(ChildProcess.UNKNOWN_EXIT);
        } else {
            bus.execute(() -> comeUp(name, WorkerState.RUNNING));
        }
        return child;
    }

    /** What the manager has last written down for a successor. */
    RunRecord record() {
        return records.get(records.size() - 1);
    }

    /** The state that an adopted worker is found in. */
    TestingHosts foundIn(String worker, WorkerState state) {
        states.put(worker, state);
        return this;
    }

    /** What the manager did, in order: {@code spawn NAME} and {@code NAME Command}. */
    List<String> trace() {
        return List.copyOf(trace);
    }

    /** The part of the trace that holds one kind of command: the names of those who got it, in order. */
    List<String> got(Class<? extends Command> command) {
        String end = " " + command.getSimpleName();
        return trace.stream()
                .filter(line -> line.endsWith(end))
                .map(line -> line.substring(0, line.length() - end.length()))
                .toList();
    }

    List<String> flowStates() {
        return List.copyOf(flowStates);
    }

    List<String> failures() {
        return List.copyOf(failures);
    }

    boolean hasEnded() {
        return ended;
    }

    List<Endpoint> stored() {
        return List.copyOf(stored);
    }

    TestingChild child(String host) {
        return requireNonNull(children.get(host), host);
    }

    WorkerHandle worker(String name) {
        return assignment.roster().worker(name).orElseThrow();
    }

    List<String> living() {
        return children.values().stream()
                .filter(ChildProcess::isAlive)
                .map(ChildProcess::name)
                .toList();
    }

    TestingHosts neverRegisters(String worker) {
        unregistered.add(worker);
        return this;
    }

    /** From now on no beacon comes from the worker. */
    TestingHosts silence(String worker) {
        silent.add(worker);
        return this;
    }

    TestingHosts beaconsAgain(String worker) {
        silent.remove(worker);
        return this;
    }

    /** Its next incarnation beacons. */
    TestingHosts beaconsAgainAfterDeath(String worker) {
        silentOnce.add(worker);
        return this;
    }

    /** From now on the worker's beacons tell that its loop has stood still for so long, in a component. */
    TestingHosts stuck(String worker, Duration age, String inside) {
        loopAges.put(worker, age);
        insides.put(worker, inside);
        return this;
    }

    TestingHosts unstuck(String worker) {
        loopAges.remove(worker);
        insides.remove(worker);
        return this;
    }

    void unfinishSources(String worker) {
        sourcesDone.remove(worker);
    }

    /** What the worker answers to that command, from now on. */
    TestingHosts answers(String worker, Class<? extends Command> command, Reply reply) {
        special.computeIfAbsent(worker, any -> new HashMap<>()).put(command, Optional.of(reply));
        return this;
    }

    TestingHosts ignores(String worker, Class<? extends Command> command) {
        special.computeIfAbsent(worker, any -> new HashMap<>()).put(command, Optional.empty());
        return this;
    }

    TestingHosts obeysAgain(String worker) {
        special.remove(worker);
        return this;
    }

    TestingHosts registersAgain(String worker) {
        unregistered.remove(worker);
        return this;
    }

    /** It cleans up, and then does not end. */
    TestingHosts staysAfterCleanup(String worker) {
        stubborn.add(worker);
        return this;
    }

    TestingHosts refuseToSpawn(String host) {
        refused = host;
        return this;
    }

    /** What the worker has counted, from now on; the first connection of the flow. */
    TestingHosts counts(String worker, PortDirection end, long messages) {
        UUID connection = assignment.flow().connections().get(0).uuid();
        List<Counts> all = new ArrayList<>(counts.getOrDefault(worker, List.of()));
        all.removeIf(each -> each.end() == end);
        all.add(new Counts(connection, end, messages, 10 * messages, 0, 0, 0, 0, 0));
        counts.put(worker, all);
        return this;
    }

    void finishSources(String... workers) {
        for (String worker : workers) {
            sourcesDone.add(worker);
            beacon(worker);
        }
        bus.run();
    }

    void publishMetrics() {
        counts.forEach((name, all) -> manager.onMetrics(worker(name).uuid(), all));
    }

    void error(String worker, String detail) {
        states.put(worker, WorkerState.ERROR);
        manager.onBeacon(worker(worker).uuid(), new Beacon(1, WorkerState.ERROR, false, 0, "", detail));
        bus.run();
    }

    void end(String host, int code) {
        child(host).end(code);
        bus.run();
    }

    private ChildCommand command(Host host) {
        return new ChildCommand(
                host.name(), List.of("worker"), Map.of(), Path.of("."), Path.of("no-such-directory", host.name()));
    }

    private Launcher launcher() {
        return command -> {
            if (command.name().equals(refused)) {
                throw new ProcessException("cannot start " + refused + ": no such program");
            }
            trace.add("spawn " + command.name());
            TestingChild child = new TestingChild(command, 1000 + spawned++);
            children.put(command.name(), child);
            bus.execute(() -> {
                forgetStates(command.name());
                comeUp(command.name(), WorkerState.STARTED);
            });
            return child;
        };
    }

    private void forgetStates(String host) {
        assignment.roster().workers().stream()
                .filter(worker -> worker.host().name().equals(host))
                .forEach(worker -> states.remove(worker.name()));
    }

    private void comeUp(String host, WorkerState state) {
        for (WorkerHandle worker : assignment.roster().workers()) {
            if (worker.host().name().equals(host) && !unregistered.contains(worker.name())) {
                states.putIfAbsent(worker.name(), state);
                if (silentOnce.remove(worker.name())) {
                    silent.remove(worker.name());
                }
                manager.onRegister(new Registration(
                        Registration.Role.WORKER,
                        worker.uuid(),
                        worker.host().group(),
                        child(host).pid(),
                        1));
                beacon(worker.name());
                keepBeaconing(worker);
            }
        }
    }

    private void keepBeaconing(WorkerHandle worker) {
        bus.schedule(BEACON, () -> {
            if (child(worker.host().name()).isAlive()) {
                beacon(worker.name());
                keepBeaconing(worker);
            }
        });
    }

    private void beacon(String worker) {
        if (!silent.contains(worker)) {
            WorkerState state = states.getOrDefault(worker, WorkerState.STARTED);
            long age = loopAges.getOrDefault(worker, Duration.ZERO).toMillis();
            String inside = insides.getOrDefault(worker, "");
            manager.onBeacon(
                    worker(worker).uuid(), new Beacon(1, state, sourcesDone.contains(worker), age, inside, ""));
        }
    }

    private void onCommand(UUID uuid, Command command, CommandHandler.Answer answer) {
        WorkerHandle worker = assignment.roster().worker(uuid).orElseThrow();
        if (!child(worker.host().name()).isAlive()) {
            return;
        }
        trace.add(worker.name() + " " + command.getClass().getSimpleName());
        special.getOrDefault(worker.name(), Map.of())
                .getOrDefault(command.getClass(), Optional.of(USUAL))
                .ifPresent(reply -> answer.reply(reply.equals(USUAL) ? obey(worker, command) : reply));
    }

    private Reply obey(WorkerHandle worker, Command command) {
        if (command instanceof Command.Configure) {
            become(worker, WorkerState.CONFIGURED);
            return Reply.ok(bound(worker));
        } else if (command instanceof Command.Run) {
            become(worker, WorkerState.RUNNING);
        } else if (command instanceof Command.Shutdown) {
            become(worker, WorkerState.STOPPING);
            return Reply.ok(report(worker));
        } else if (command instanceof Command.AskReport) {
            return Reply.ok(report(worker));
        } else if (command instanceof Command.Cleanup) {
            become(worker, WorkerState.STOPPED);
            if (!stubborn.contains(worker.name())
                    && worker.host().workers().stream()
                            .allMatch(each -> states.get(each.name()) == WorkerState.STOPPED)) {
                bus.execute(() -> child(worker.host().name()).end(0));
            }
        } else if (command instanceof Command.Threads) {
            return Reply.text("stacks of " + worker.name());
        }
        return Reply.ok();
    }

    private void become(WorkerHandle worker, WorkerState state) {
        states.put(worker.name(), state);
        beacon(worker.name());
    }

    private Report report(WorkerHandle worker) {
        return new Report(
                requireNonNull(states.get(worker.name())), true, 0, counts.getOrDefault(worker.name(), List.of()));
    }

    private static List<Endpoint> bound(WorkerHandle worker) {
        List<Endpoint> bound = new ArrayList<>();
        for (Attachment attachment : worker.plan().incoming()) {
            if (attachment.connection().wire() != Wire.DIRECT) {
                bound.add(new Endpoint(
                        attachment.connection().uuid(), worker.uuid(), "PULL", "tcp://127.0.0.1/" + worker.name()));
            }
        }
        return bound;
    }

    @Override
    public void onState(String state) {
        flowStates.add(state);
    }

    @Override
    public void onStarted() {
        trace.add("started");
    }

    @Override
    public void onFailure(String sentence) {
        failures.add(sentence);
    }
}
