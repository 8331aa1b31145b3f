package org.rflow.manager;

import static java.util.stream.Collectors.joining;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.rflow.engine.RunnerException;
import org.rflow.manager.RunRecord.HostRecord;
import org.rflow.model.Flow;
import org.rflow.model.Worker;
import org.rflow.process.ProcessGroup;

/** What a manager that died has left running. */
public final class Orphans {
    private static final Logger log = LogManager.getLogger(Orphans.class);

    private Orphans() {}

    /** Whether processes of the flow run without a manager, and can be taken over. {@code base} is the directory of the database. */
    public static boolean exist(Flow flow, Path base) {
        return new RunRecordFile(RunDirectory.of(flow, base).record())
                .read()
                .filter(run -> run.flow().equals(flow.name()))
                .filter(run -> !run.state().isBooting() && !run.living().isEmpty())
                .isPresent();
    }

    /**
     * What is to be taken over. Processes of a start that was never finished have done nothing yet: they are ended. Those of
     * another revision cannot be taken over: a {@link RunnerException} says so.
     */
    static Optional<RunRecord> of(RunRecordFile file, Flow planned) {
        Optional<RunRecord> found = file.read().filter(run -> !run.living().isEmpty());
        if (found.isEmpty()) {
            return found;
        }
        RunRecord run = found.get();
        if (run.state().isBooting()) {
            log.warn("ending what a manager that died while it started the flow has left: {}", pids(run));
            run.living().forEach(Orphans::end);
            return Optional.empty();
        }
        if (!isOf(run, planned)) {
            throw new RunnerException("processes of revision " + run.revision() + " of flow " + run.flow()
                    + " still run, whose manager is gone: " + pids(run)
                    + "; they stop by themselves when they had none for the grace period, start the new flow then");
        }
        log.warn("taking over flow {}, whose manager is gone: processes {}", run.flow(), pids(run));
        return found;
    }

    private static boolean isOf(RunRecord run, Flow planned) {
        Set<UUID> workers = planned.workers().map(Worker::uuid).collect(Collectors.toSet());
        List<UUID> known = run.hosts().stream().map(HostRecord::worker).toList();
        return run.flow().equals(planned.name())
                && run.revision() == planned.revision()
                && !workers.isEmpty()
                && known.stream().anyMatch(workers::contains);
    }

    private static String pids(RunRecord run) {
        return run.living().stream()
                .flatMap(host -> host.process().stream())
                .map(process -> Long.toString(process.pid()))
                .collect(joining(", "));
    }

    private static void end(HostRecord host) {
        host.process().ifPresent(process -> new ProcessGroup(process.pid()).send("KILL"));
    }
}
