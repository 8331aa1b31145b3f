package org.rflow.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.locks.LockSupport;
import org.rflow.engine.RunListener;
import org.rflow.engine.RunRequest;
import org.rflow.engine.Runner;
import org.rflow.manager.WorkerVm;
import org.rflow.model.Flow;
import org.rflow.plan.Planner;
import org.rflow.process.JavaCommand;

/** How long a start takes, in milliseconds, beside VMs that do nothing. */
final class StartTrials {
    private static final int WORKERS = 4;
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final long NAP_NANOS = 2_000_000;
    private static final String RUNNING = " is running";
    private static final String FLOW = """
            flow: start
            shards:
              numbers: { components: { count: { type: generate_integers, options: { interval: 10ms, finish: 20 } } } }
              dropping: { workers: 3, components: { drop: { type: drop } } }
            connections:
              - count#out => drop#in
            """;

    private StartTrials() {}

    static Measure measure() {
        return new Measure(
                "start",
                "how long until a worker is up, and until a flow of four workers runs",
                List.of(
                        Case.of(
                                "worker",
                                "one worker",
                                Unit.MILLISECONDS,
                                Contender.of("an empty JVM, start to end", room -> emptyMachines(room, 1)),
                                new Contender(
                                        "RFlow, process start to STARTED",
                                        "≤ 3 x",
                                        room -> Sample.of(idle(room, 1).startMillis()))),
                        Case.of(
                                "memory",
                                "one of four idle workers",
                                Unit.MEGABYTES,
                                new Contender(
                                        "RFlow, PSS",
                                        "≤ 65 MB",
                                        room -> Sample.of(idle(room, WORKERS).megabytes()))),
                        Case.of(
                                "flow",
                                "four workers",
                                Unit.MILLISECONDS,
                                Contender.of("five empty JVMs at once", room -> emptyMachines(room, 1 + WORKERS)),
                                new Contender("rflow run, to all RUNNING", "≤ 3 x", StartTrials::command))));
    }

    private static Sample emptyMachines(Room room, int count) throws InterruptedException {
        List<String> words = JavaCommand.of(WorkerVm.options(), Empty.class.getName(), List.of());
        try (Programs programs = new Programs(room.directory())) {
            long began = System.nanoTime();
            for (int i = 1; i <= count; i++) {
                programs.start("empty-" + i, words);
            }
            programs.await(LIMIT);
            return Sample.of((System.nanoTime() - began) / 1e6);
        }
    }

    /** Starts workers that have nothing to do. The manager is already there, as it is when a worker is started again. */
    private static Phases idle(Room room, int workers) {
        Phases phases = new Phases();
        Flow flow = new Planner(BenchTypes.all()).plan(BenchFlows.idle(workers));
        int code = Runner.find(Runner.LOCAL)
                .run(new RunRequest(flow, room.directory(), Optional.empty(), List.of()), phases);
        if (code != 0) {
            throw new BenchException("the flow ended with " + code + ": " + phases.failure);
        }
        return phases;
    }

    /** The command as a user calls it, found where this command came from. */
    private static Sample command(Room room) throws IOException, InterruptedException {
        Path file = Files.writeString(room.directory().resolve("flow.yaml"), FLOW);
        Path output = room.directory().resolve("run.out");
        try (Programs programs = new Programs(room.directory())) {
            long began = System.nanoTime();
            programs.start("run", List.of(Home.file("bin", "rflow").toString(), "run", file.toString()));
            awaitText(output, began + LIMIT.toNanos());
            double millis = (System.nanoTime() - began) / 1e6;
            programs.await(LIMIT);
            return Sample.of(millis);
        }
    }

    private static void awaitText(Path output, long deadline) throws IOException {
        while (!Files.exists(output) || !Files.readString(output).contains(RUNNING)) {
            if (System.nanoTime() - deadline > 0) {
                throw new BenchException("the flow did not run in time: " + Files.readString(output));
            }
            LockSupport.parkNanos(NAP_NANOS);
        }
    }

    /** When a flow entered its phases, and what its processes held in memory when it ran. */
    private static final class Phases implements RunListener {
        private long spawning;
        private long configuring;
        private OptionalDouble memory = OptionalDouble.empty();
        private String failure = "";

        @Override
        public void onState(String state) {
            if (state.equals("SPAWNING")) {
                spawning = System.nanoTime();
            } else if (state.equals("CONFIGURING")) {
                configuring = System.nanoTime();
            }
        }

        @Override
        public void onStarted() {
            memory = ProcessHandle.current()
                    .children()
                    .map(ProcessHandle::pid)
                    .flatMapToLong(pid -> Memory.proportional(pid).stream())
                    .average();
        }

        double startMillis() {
            return (configuring - spawning) / 1e6;
        }

        double megabytes() {
            return memory.orElseThrow(() -> new SkippedRun("this system does not tell what a process shares")) / 1e6;
        }

        @Override
        public void onFailure(String sentence) {
            failure = sentence;
        }
    }
}
