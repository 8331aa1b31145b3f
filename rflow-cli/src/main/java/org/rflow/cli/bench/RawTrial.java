package org.rflow.cli.bench;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.rflow.cli.bench.ends.EndReport;
import org.rflow.cli.bench.raw.RawArguments;

/** A reference: its programs, and how they are started. */
record RawTrial(List<Program> programs, int receivers, Verdict verdict, RawStart start) implements Trial {
    private static final Duration LATE = Duration.ofSeconds(60);

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
        requireNonNull(start, "start");
    }

    /** Each program in a VM like a worker's. */
    RawTrial(List<Program> programs, int receivers, Verdict verdict) {
        this(programs, receivers, verdict, RawStart.java());
    }

    @Override
    public Sample run(Room room) throws IOException, InterruptedException {
        try (Programs running = new Programs(room.directory())) {
            for (Program program : programs) {
                running.start(program.name(), start.command(arguments(program, room), room));
            }
            try (CpuWatch cpu = CpuWatch.of(running.handles())) {
                running.await(room.timing().sending().plus(LATE));
                List<EndReport> reports = EndReport.readAll(room.directory());
                verdict.check(reports, receivers);
                return verdict.of(reports, cpu);
            }
        }
    }

    private static RawArguments arguments(Program program, Room room) {
        Map<String, String> values = new HashMap<>(program.values());
        values.put(RawArguments.NAME, program.name());
        values.put(RawArguments.DIRECTORY, room.directory().toString());
        values.put(RawArguments.WARM_UP, Long.toString(room.timing().warmUp().toMillis()));
        values.put(RawArguments.WINDOW, Long.toString(room.timing().window().toMillis()));
        return new RawArguments(program.kind(), values);
    }
}
