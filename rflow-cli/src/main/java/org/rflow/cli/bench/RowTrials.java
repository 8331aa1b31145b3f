package org.rflow.cli.bench;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Stream;
import org.rflow.cli.bench.raw.RawArguments;
import org.rflow.cli.bench.raw.RawMain;

/**
 * The graph of the distribution's example over a large table, by {@code rflow run}, against the same work in one loop of plain Java.
 * All are watched from outside, by the file they write a row to for each one that is kept; the same part of every copy of the
 * table is. The figures are of the second half of the rows.
 */
final class RowTrials {
    private static final int COPIES = 1000;
    private static final int QUICK_COPIES = 30;
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final Duration MARGIN = Duration.ofSeconds(5);
    private static final String PROGRAM = "rows";
    private static final long NAP_NANOS = 2_000_000;
    private static final double HALF = 0.5;
    private static final String TABLE = "rows.csv";
    private static final String FLOW = "flow.yaml";

    private final RowTable table;
    private final RowResults results = new RowResults();

    private RowTrials(int copies) {
        this.table = new RowTable(copies);
    }

    static Measure measure(boolean quick) {
        RowTrials trials = new RowTrials(quick ? QUICK_COPIES : COPIES);
        return new Measure(
                "rows",
                "a table read, parsed, filtered, counted and written, against one plain loop",
                List.of(Case.of(
                        "birdstrikes",
                        "birdstrikes",
                        Unit.ROWS_PER_SECOND,
                        Contender.of("a plain loop", trials::loop),
                        new Contender(
                                "RFlow, all in one worker",
                                "≥ 0.75 x, CPU ≤ 1.5 x, first row ≤ 1500 ms",
                                room -> trials.flow(room, "rows-one.yaml")),
                        new Contender(
                                "RFlow, in three workers",
                                "≥ 0.4 x, CPU ≤ 4 x, first row ≤ 1500 ms",
                                room -> trials.flow(room, "rows-three.yaml")))));
    }

    private Sample loop(Room room) throws IOException, InterruptedException {
        RawArguments arguments = new RawArguments(
                RawMain.ROWS, Map.of(RawArguments.DIRECTORY, room.directory().toString()));
        return run(room, RawStart.java().command(arguments, room), Stream::of);
    }

    /** The command as a user calls it; its workers are measured, itself is not. */
    private Sample flow(Room room, String name) throws IOException, InterruptedException {
        try (InputStream text = RowTrials.class.getResourceAsStream(name)) {
            Files.copy(requireNonNull(text, name), room.directory().resolve(FLOW));
        }
        return run(
                room,
                List.of(Home.file("bin", "rflow").toString(), "run", "--dir", ".", FLOW),
                ProcessHandle::descendants);
    }

    private Sample run(Room room, List<String> words, Function<ProcessHandle, Stream<ProcessHandle>> measured)
            throws IOException, InterruptedException {
        table.link(room, TABLE);
        Growth growth =
                new Growth(room.directory().resolve(RowResults.DIRECTORY).resolve(RowResults.AUDIT));
        try (Programs programs = new Programs(room.directory())) {
            long began = System.nanoTime();
            programs.start(PROGRAM, words);
            ProcessHandle main = programs.only();
            follow(growth, () -> main.isAlive() && growth.isEmpty(), began);
            try (CpuWatch cpu = CpuWatch.of(measured.apply(main).toList())) {
                follow(growth, main::isAlive, began);
                programs.await(MARGIN);
                growth.look();
                results.take(room);
                return sample(growth, cpu, began);
            }
        }
    }

    private static void follow(Growth growth, BooleanSupplier goesOn, long began) throws IOException {
        while (goesOn.getAsBoolean()) {
            if (System.nanoTime() - began > LIMIT.toNanos()) {
                throw new BenchException("it did not end within " + LIMIT.toMinutes() + " minutes");
            }
            growth.look();
            LockSupport.parkNanos(NAP_NANOS);
        }
    }

    private Sample sample(Growth growth, CpuWatch cpu, long began) {
        long half = growth.at(HALF);
        long end = growth.at(1);
        double rows = table.rows() * (1 - HALF);
        return new Sample(
                rows * 1e9 / (end - half),
                Optional.of(cpu.between(half, end) / 1e3 / rows),
                Map.of(
                        "first row, ms", (growth.at(0) - began) / 1e6,
                        "all, k rows/s", table.rows() * 1e6 / (end - began),
                        "all, CPU s/M", cpu.total() / 1e3 / table.rows()));
    }
}
