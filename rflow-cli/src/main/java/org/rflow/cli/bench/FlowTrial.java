package org.rflow.cli.bench;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.rflow.cli.bench.ends.EndReport;
import org.rflow.cli.bench.ends.Timing;
import org.rflow.engine.RunListener;
import org.rflow.engine.RunRequest;
import org.rflow.engine.Runner;
import org.rflow.model.Flow;
import org.rflow.plan.Planner;

/**
 * A flow, run as {@code rflow run} does: planned, with a manager, worker processes, links and counters. Where the heap is watched,
 * it is what the figure is of.
 */
record FlowTrial(Function<Room, Flow> flow, int receivers, Verdict verdict, boolean watchesHeap) implements Trial {
    private static final String STARTING = "STARTING";
    private static final String DRAINING = "DRAINING";
    /** How the manager tells of one that came before the flow had started. */
    private static final String SIGNAL = "due to SIG";

    FlowTrial {
        requireNonNull(flow, "flow");
        requireNonNull(verdict, "verdict");
    }

    FlowTrial(Function<Room, Flow> flow, int receivers, Verdict verdict) {
        this(flow, receivers, verdict, false);
    }

    @Override
    public Sample run(Room room) throws InterruptedException {
        if (watchesHeap) {
            HeapWatch.program();
        }
        Flow planned = new Planner(BenchTypes.all()).plan(flow.apply(room));
        Observer observer = new Observer(room.timing(), watchesHeap);
        try {
            int code = Runner.find(Runner.LOCAL)
                    .run(new RunRequest(planned, room.directory(), Optional.empty(), List.of()), observer);
            if (observer.wasSignalled()) {
                throw new InterruptedRun();
            }
            if (code != 0) {
                throw new BenchException("the flow ended with " + code + ": " + observer.failure);
            }
            List<EndReport> reports = EndReport.readAll(room.directory());
            verdict.check(reports, receivers);
            Sample sample = verdict.of(reports, observer.cpu.orElseThrow());
            return watchesHeap ? observer.heap.orElseThrow().sample(sample) : sample;
        } finally {
            observer.close();
        }
    }

    /** Watches the CPU time of the workers, who are this process's children, from the moment they run. */
    private static final class Observer implements RunListener, AutoCloseable {
        private final Timing timing;
        private final boolean watchesHeap;
        private String failure = "";
        private Optional<CpuWatch> cpu = Optional.empty();
        private Optional<HeapWatch> heap = Optional.empty();
        private long starting;
        private boolean isStarted;
        private long draining;

        Observer(Timing timing, boolean watchesHeap) {
            this.timing = timing;
            this.watchesHeap = watchesHeap;
        }

        @Override
        public void onState(String state) {
            if (state.equals(STARTING)) {
                starting = System.nanoTime();
            } else if (state.equals(DRAINING)) {
                draining = System.nanoTime();
            }
        }

        /** Sources send a little longer than the receiver measures: before that only a signal lets a flow drain. */
        boolean wasSignalled() {
            if (!isStarted) {
                return failure.contains(SIGNAL);
            }
            long least = timing.warmUp().plus(timing.window()).toNanos();
            return failure.isEmpty() && draining != 0 && draining - starting < least;
        }

        @Override
        public void onStarted() {
            isStarted = true;
            List<ProcessHandle> workers = ProcessHandle.current().children().toList();
            cpu = Optional.of(CpuWatch.of(workers));
            heap = watchesHeap ? Optional.of(HeapWatch.of(workers, timing)) : Optional.empty();
        }

        @Override
        public void onFailure(String sentence) {
            failure = sentence;
        }

        @Override
        public void close() {
            cpu.ifPresent(CpuWatch::close);
            heap.ifPresent(HeapWatch::close);
        }
    }
}
