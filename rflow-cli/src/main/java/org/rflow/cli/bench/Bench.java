package org.rflow.cli.bench;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rflow.cli.bench.ends.Timing;

/**
 * Runs measures: in each repetition every contender of every case once, one after the other, so that what disturbs the machine
 * disturbs them alike. Every other repetition goes through the contenders backwards.
 */
public final class Bench {
    private final BenchRequest request;
    private final Progress progress;
    private final Path scratch;
    private final List<Measure> measures;
    private final long began = System.nanoTime();
    private int runs;

    /** {@code scratch} is a directory for what the runs leave; it is the caller's to remove. */
    public Bench(BenchRequest request, Progress progress, Path scratch) {
        this.request = requireNonNull(request, "request");
        this.progress = requireNonNull(progress, "progress");
        this.scratch = requireNonNull(scratch, "scratch");
        this.measures = Measures.all(request.isQuick()).stream()
                .map(measure -> measure.selected(request.selection()))
                .toList();
    }

    /** All measures with what each is, in order. */
    public static Map<String, String> available() {
        Map<String, String> names = new LinkedHashMap<>();
        Measures.all(false).forEach(measure -> names.put(measure.name(), measure.help()));
        return names;
    }

    /** Everything that a request may select. */
    public static List<String> selectors() {
        return Measures.all(false).stream().flatMap(Measure::selectors).toList();
    }

    /** Measures; an {@link InterruptedRun} or {@link InterruptedException} ends it early. */
    public BenchReport run() throws InterruptedException {
        List<Line> lines = new ArrayList<>();
        for (Measure measure : measures) {
            List<Ledger> ledgers = measure.cases().stream()
                    .map(each -> new Ledger(measure.name(), each))
                    .toList();
            for (int repetition = 1; repetition <= measure.habit().repetitions(request); repetition++) {
                for (int i = 0; i < ledgers.size(); i++) {
                    repeat(measure, measure.cases().get(i), ledgers.get(i), repetition);
                }
            }
            ledgers.forEach(ledger -> lines.addAll(ledger.lines()));
        }
        return new BenchReport(Machine.here(), request, lines);
    }

    private void repeat(Measure measure, Case subject, Ledger ledger, int repetition) throws InterruptedException {
        int count = subject.contenders().size();
        for (int i = 0; i < count; i++) {
            int index = repetition % 2 == 1 ? i : count - 1 - i;
            Contender contender = subject.contenders().get(index);
            runs++;
            if (isTimeOver()) {
                ledger.skipped(index, "the time was over");
                continue;
            }
            progress.begins(runs, allRuns(), measure.name() + " " + subject.name() + ", " + contender.name());
            run(contender, ledger, index, measure.habit().timing(request));
        }
    }

    private int allRuns() {
        return measures.stream().mapToInt(measure -> measure.runs(request)).sum();
    }

    private boolean isTimeOver() {
        return request.limit()
                .filter(limit -> System.nanoTime() - began > limit.toNanos())
                .isPresent();
    }

    private void run(Contender contender, Ledger ledger, int index, Timing timing) throws InterruptedException {
        try {
            Path directory = Files.createDirectory(scratch.resolve("run-" + runs));
            ledger.add(index, contender.trial().run(new Room(directory, timing)));
        } catch (InterruptedRun | InterruptedException e) {
            throw e;
        } catch (SkippedRun e) {
            ledger.skipped(index, String.valueOf(e.getMessage()));
        } catch (BenchException | IOException e) {
            ledger.failed(index, String.valueOf(e.getMessage()));
        } catch (Exception e) {
            ledger.failed(index, e.toString());
        }
    }
}
