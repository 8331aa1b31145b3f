package org.rflow.cli.bench;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.rflow.cli.bench.ends.EndReport;
import org.rflow.cli.bench.raw.RawArguments;
import org.rflow.cli.bench.raw.RawMain;
import org.rflow.manager.WorkerVm;
import org.rflow.process.JavaCommand;

/** A reference: its programs, each in a VM like a worker's. */
record RawTrial(List<Program> programs, int receivers, Verdict verdict) implements Trial {
    private static final Duration LATE = Duration.ofSeconds(30);

    /** One program, with its own arguments; the others are those of the run. */
    record Program(String kind, String name, Map<String, String> values) {
        Program {
            requireNonNull(kind, "kind");
            requireNonNull(name, "name");
            values = Map.copyOf(values);
        }
    }

    RawTrial {
        programs = List.copyOf(programs);
        requireNonNull(verdict, "verdict");
    }

    @Override
    public Sample run(Room room) throws InterruptedException {
        try (Programs running = new Programs(room.directory())) {
            programs.forEach(program -> running.start(program.name(), command(program, room)));
            try (CpuWatch cpu = CpuWatch.of(running.handles())) {
                running.await(room.timing().sending().plus(LATE));
                List<EndReport> reports = EndReport.readAll(room.directory());
                Verdict.checkAll(reports, receivers);
                return verdict.of(reports, cpu);
            }
        }
    }

    private static List<String> command(Program program, Room room) {
        Map<String, String> values = new HashMap<>(program.values());
        values.put(RawArguments.NAME, program.name());
        values.put(RawArguments.DIRECTORY, room.directory().toString());
        values.put(RawArguments.WARM_UP, Long.toString(room.timing().warmUp().toMillis()));
        values.put(RawArguments.WINDOW, Long.toString(room.timing().window().toMillis()));
        return JavaCommand.of(
                WorkerVm.options(), RawMain.class.getName(), new RawArguments(program.kind(), values).words());
    }
}
