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

/** A flow, run as {@code rflow run} does: planned, with a manager, worker processes, links and counters. */
record FlowTrial(Function<Room, Flow> flow, int receivers, Verdict verdict) implements Trial {
    private static final String DRAINING = "DRAINING";
    /** How the manager tells of one that came before the flow had started. */
    private static final String SIGNAL = "due to SIG";

    FlowTrial {
        requireNonNull(flow, "flow");
        requireNonNull(verdict, "verdict");
    }

    @Override
    public Sample run(Room room) {
        Flow planned = new Planner(BenchTypes.all()).plan(flow.apply(room));
        Observer observer = new Observer();
        try {
            int code = Runner.find(Runner.LOCAL)
                    .run(new RunRequest(planned, room.directory(), Optional.empty(), List.of()), observer);
            if (observer.wasSignalled(room.timing())) {
                throw new InterruptedRun();
            }
            if (code != 0) {
                throw new BenchException("the flow ended with " + code + ": " + observer.failure);
            }
            List<EndReport> reports = EndReport.readAll(room.directory());
            verdict.check(reports, receivers);
            return verdict.of(reports, observer.cpu.orElseThrow());
        } finally {
            observer.close();
        }
    }

    /** Watches the CPU time of the workers, who are this process's children, from the moment they run. */
    private static final class Observer implements RunListener, AutoCloseable {
        private String failure = "";
        private Optional<CpuWatch> cpu = Optional.empty();
        private long started;
        private long draining;

        @Override
        public void onState(String state) {
            if (state.equals(DRAINING)) {
                draining = System.nanoTime();
            }
        }

        /** Sources send a little longer than the receiver measures: before that only a signal lets a flow drain. */
        boolean wasSignalled(Timing timing) {
            if (started == 0) {
                return failure.contains(SIGNAL);
            }
            long least = timing.warmUp().plus(timing.window()).toNanos();
            return failure.isEmpty() && draining != 0 && draining - started < least;
        }

        @Override
        public void onStarted() {
            started = System.nanoTime();
            cpu = Optional.of(CpuWatch.of(ProcessHandle.current().children().toList()));
        }

        @Override
        public void onFailure(String sentence) {
            failure = sentence;
        }

        @Override
        public void close() {
            cpu.ifPresent(CpuWatch::close);
        }
    }
}
