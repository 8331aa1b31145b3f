package org.rflow.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.rflow.cli.bench.Bench;
import org.rflow.cli.bench.BenchReport;
import org.rflow.cli.bench.BenchRequest;
import org.rflow.cli.bench.InterruptedRun;
import org.rflow.model.Suggestion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measures RFlow on this machine beside raw references. */
@Command(
        name = "bench",
        description = "Measure RFlow on this machine, beside raw references that run in turn with it.",
        footer = {
            "",
            "RFlow is measured as flows with worker processes, links and counters; the references are programs of their own.",
            "Every receiver checks the number of each message. Let nothing else run meanwhile: the lines marked A/A show",
            "how much this machine moves by itself. docs/performance.md explains every measure."
        })
final class BenchCommand extends BaseCommand {
    private static final int REPETITIONS = 5;
    private static final double SECONDS = 1.5;
    private static final double QUICK_SECONDS = 0.5;
    private static final double WARM_UP = 3;
    private static final double QUICK_WARM_UP = 0.5;
    private static final String ENDURANCE = "10";
    private static final double LEAST = 0.05;
    private static final double MOST = 3600;
    /** As a shell tells that Ctrl-C ended a command. */
    private static final int INTERRUPTED = 130;

    private static final Duration QUICK_LIMIT = Duration.ofSeconds(105);

    @Parameters(
            paramLabel = "MEASURE",
            arity = "0..*",
            description = "what to measure: hop, or a case of it, hop:100 (default: everything but endurance)")
    private List<String> names = new ArrayList<>();

    @Option(names = "--list", description = "list the measures and end")
    private boolean list;

    @Option(names = "--quick", description = "one short repetition of each; begins nothing more after 105 s")
    private boolean quick;

    @Option(
            names = {"-r", "--repetitions"},
            paramLabel = "N",
            description = "how often each is run (default: " + REPETITIONS + ", with --quick 1)")
    private Integer repetitions;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            description = "how long each is measured (default: " + SECONDS + ", with --quick " + QUICK_SECONDS + ")")
    private Double seconds;

    @Option(
            names = "--warm-up",
            paramLabel = "S",
            description =
                    "how long each runs before that (default: " + WARM_UP + ", with --quick " + QUICK_WARM_UP + ")")
    private Double warmUp;

    @Option(
            names = "--minutes",
            paramLabel = "M",
            defaultValue = ENDURANCE,
            description = "how long the measure 'endurance' runs (default: " + ENDURANCE + ")")
    private double minutes;

    @Option(names = "--json", description = "print JSON, and nothing else")
    private boolean json;

    BenchCommand(Shell shell) {
        super(shell);
    }

    @Override
    int execute() throws IOException, InterruptedException {
        if (list) {
            TextTable table = new TextTable("measure", "what it is");
            Bench.available().forEach((name, help) -> table.row(name, help));
            table.lines().forEach(this::println);
            return ExitCode.DONE;
        }
        BenchRequest request = request();
        Path scratch = Files.createTempDirectory("rflow-bench");
        BenchReport report;
        try (BenchProgress progress = new BenchProgress(shell())) {
            report = new Bench(request, progress, scratch).run();
        } catch (InterruptedRun e) {
            remove(scratch);
            warn(e.getMessage() + "; so the bench ends");
            return INTERRUPTED;
        }
        if (json) {
            println(Json.of(BenchJson.of(report)));
        } else {
            BenchText.of(report).forEach(this::println);
        }
        if (report.isComplete()) {
            remove(scratch);
            return ExitCode.DONE;
        }
        warn("not every run gave a figure; what the runs left is in " + scratch);
        return ExitCode.FAILED;
    }

    private BenchRequest request() {
        List<String> known = Bench.selectors();
        for (String name : names) {
            if (!known.contains(name)) {
                throw CommandException.wrong(
                        "measure '" + name + "' is unknown; " + Suggestion.cure(name, "known", known));
            }
        }
        int times = Optional.ofNullable(repetitions).orElse(quick ? 1 : REPETITIONS);
        if (times < 1) {
            throw CommandException.wrong("--repetitions " + times + ": write 1 or more");
        }
        return new BenchRequest(
                names,
                times,
                time("--warm-up", Optional.ofNullable(warmUp).orElse(quick ? QUICK_WARM_UP : WARM_UP)),
                time("--seconds", Optional.ofNullable(seconds).orElse(quick ? QUICK_SECONDS : SECONDS)),
                minutes(),
                quick ? Optional.of(QUICK_LIMIT) : Optional.empty());
    }

    private static Duration time(String option, double value) {
        if (!(value >= LEAST && value <= MOST)) {
            throw CommandException.wrong(option + " " + value + ": write " + LEAST + " to " + MOST + " seconds");
        }
        return Duration.ofMillis(Math.round(value * 1000));
    }

    private Duration minutes() {
        if (!(minutes >= LEAST && minutes <= MOST)) {
            throw CommandException.wrong("--minutes " + minutes + ": write " + LEAST + " to " + MOST);
        }
        return Duration.ofMillis(Math.round(minutes * 60_000));
    }

    private static void remove(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
