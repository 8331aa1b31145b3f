package org.rflow.manager;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.rflow.bus.Beacon;
import org.rflow.bus.BusServer;
import org.rflow.bus.BusTiming;
import org.rflow.bus.Command;
import org.rflow.bus.CommandHandler;
import org.rflow.bus.Registration;
import org.rflow.bus.Rendezvous;
import org.rflow.bus.Reply;
import org.rflow.bus.Report;
import org.rflow.bus.WorkerBus;
import org.rflow.engine.RunListener;
import org.rflow.model.Flow;
import org.rflow.model.WorkerState;
import org.rflow.process.ChildCommand;
import org.rflow.testing.TestingLauncher;
import org.rflow.zmq.Secret;
import org.rflow.zmq.ZmqContext;

/** The manager on a real bus with hosts that are threads. */
@Timeout(60)
final class ManagerOnTheBusTest {
    private final Secret secret = Secret.random();
    private final List<String> states = new CopyOnWriteArrayList<>();
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final TestingLauncher launcher = new TestingLauncher(this::host);

    @TempDir
    private Path directory;

    @Test
    void runsAFlowFromItsStartToTheEndOfItsSources() {
        Flow flow = Planned.chain();

        int exitCode = run(flow);

        assertThat(exitCode).isZero();
        assertThat(states)
                .containsExactly(
                        "SPAWNING",
                        "CONFIGURING",
                        "CONNECTING",
                        "STARTING",
                        "RUNNING",
                        "DRAINING",
                        "STOPPING",
                        "STOPPED");
        assertThat(commands.stream().filter("Run"::equals)).hasSize(4);
        assertThat(commands.stream().filter("Cleanup"::equals)).hasSize(4);
    }

    private int run(Flow flow) {
        try (ZmqContext zmq = new ZmqContext("manager", secret);
                BusServer bus = new BusServer(zmq, 1)) {
            Assignment assignment = Assignment.of(flow, List.of());
            HostCommands commandLines =
                    new HostCommands(RunDirectory.of(flow, directory), assignment.limits(), bus.address());
            Manager manager = new Manager(
                    assignment,
                    new Surroundings(
                            bus,
                            new MonotonicClock(),
                            launcher,
                            (name, process) -> {
                                throw new AssertionError("nobody is adopted");
                            },
                            commandLines::of,
                            new DatabaseEndpoints(Optional.empty()),
                            new TestingLog(new CopyOnWriteArrayList<>()),
                            Math::random,
                            UnaryOperator.identity(),
                            record -> {},
                            bus::stop),
                    new RunListener() {
                        @Override
                        public void onState(String state) {
                            states.add(state);
                        }
                    });
            bus.execute(manager::start);
            bus.run(manager);
            return manager.exitCode();
        }
    }

    private int host(ChildCommand command, CompletableFuture<Void> terminated) throws Exception {
        List<UUID> instances = Stream.of(argument(command, "--instance").split(","))
                .map(UUID::fromString)
                .toList();
        CountDownLatch living = new CountDownLatch(instances.size());
        BusTiming timing = new BusTiming(Duration.ofMillis(200), Duration.ofSeconds(30));
        try (ZmqContext zmq = new ZmqContext(command.name(), secret);
                WorkerBus bus = new WorkerBus(
                        zmq,
                        command.name(),
                        new Rendezvous(argument(command, "--bus"), secret),
                        Optional::empty,
                        timing)) {
            for (UUID instance : instances) {
                UUID group = UUID.fromString(argument(command, "--group"));
                bus.add(
                        new Registration(Registration.Role.WORKER, instance, group, pid(command), 1),
                        new Obedient(living));
            }
            bus.start();
            return living.await(50, TimeUnit.SECONDS) ? 0 : 1;
        }
    }

    private long pid(ChildCommand command) {
        await().until(() -> launcher.process(command.name()).isPresent());
        return launcher.process(command.name()).orElseThrow().pid();
    }

    private static String argument(ChildCommand command, String name) {
        return command.command().get(command.command().indexOf(name) + 1);
    }

    /** A worker that does what it is told, and has no sources. */
    private final class Obedient implements CommandHandler {
        private final CountDownLatch living;
        private volatile WorkerState state = WorkerState.STARTED;

        Obedient(CountDownLatch living) {
            this.living = living;
        }

        @Override
        public void onCommand(Command command, Answer answer) {
            commands.add(command.getClass().getSimpleName());
            if (command instanceof Command.Configure) {
                state = WorkerState.CONFIGURED;
            } else if (command instanceof Command.Run) {
                state = WorkerState.RUNNING;
            } else if (command instanceof Command.Shutdown) {
                state = WorkerState.STOPPING;
            } else if (command instanceof Command.Cleanup) {
                state = WorkerState.STOPPED;
            }
            answer.reply(Reply.ok(new Report(requireNonNull(state), true, 0, List.of())));
            if (command instanceof Command.Cleanup) {
                living.countDown();
            }
        }

        @Override
        public Beacon beacon() {
            return new Beacon(1, state, true, 0, "", "");
        }

        @Override
        public void onOrphaned() {
            living.countDown();
        }
    }
}
