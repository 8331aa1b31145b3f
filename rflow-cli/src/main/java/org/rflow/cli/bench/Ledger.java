package org.rflow.cli.bench;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** What the repetitions of one case gave, contender by contender, and the lines that follow from it. */
final class Ledger {
    private final String measure;
    private final Case subject;
    private final List<List<Optional<Sample>>> samples = new ArrayList<>();
    private final List<Set<String>> failures = new ArrayList<>();
    private final List<Set<String>> skips = new ArrayList<>();

    Ledger(String measure, Case subject) {
        this.measure = measure;
        this.subject = subject;
        subject.contenders().forEach(contender -> {
            samples.add(new ArrayList<>());
            failures.add(new LinkedHashSet<>());
            skips.add(new LinkedHashSet<>());
        });
    }

    void add(int contender, Sample sample) {
        samples.get(contender).add(Optional.of(sample));
    }

    void failed(int contender, String sentence) {
        samples.get(contender).add(Optional.empty());
        failures.get(contender).add(sentence);
    }

    void skipped(int contender, String sentence) {
        samples.get(contender).add(Optional.empty());
        skips.get(contender).add(sentence);
    }

    List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < samples.size(); i++) {
            lines.add(line(i));
        }
        return lines;
    }

    private Line line(int index) {
        Contender contender = subject.contenders().get(index);
        return new Line(
                measure,
                subject.name(),
                contender.name(),
                subject.unit(),
                series(index, sample -> Optional.of(sample.value())),
                series(index, Sample::cpuPerMillion),
                index == 0 ? Optional.empty() : ratios(index, sample -> Optional.of(sample.value())),
                index == 0 ? Optional.empty() : ratios(index, Sample::cpuPerMillion),
                contender.aim(),
                beside(index),
                List.copyOf(failures.get(index)),
                List.copyOf(skips.get(index)));
    }

    private Optional<Series> series(int index, Function<Sample, Optional<Double>> figure) {
        return series(samples.get(index).stream()
                .flatMap(Optional::stream)
                .flatMap(sample -> figure.apply(sample).stream())
                .toList());
    }

    private static Optional<Series> series(List<Double> values) {
        return values.isEmpty() ? Optional.empty() : Optional.of(new Series(values));
    }

    private Optional<Series> ratios(int index, Function<Sample, Optional<Double>> figure) {
        List<Double> ratios = new ArrayList<>();
        List<Optional<Sample>> base = samples.get(0);
        List<Optional<Sample>> own = samples.get(index);
        for (int i = 0; i < Math.min(base.size(), own.size()); i++) {
            double divisor = base.get(i).flatMap(figure).orElse(0.0);
            Optional<Double> value = own.get(i).flatMap(figure);
            if (divisor != 0 && value.isPresent()) {
                ratios.add(value.get() / divisor);
            }
        }
        return series(ratios);
    }

    private Map<String, Double> beside(int index) {
        Map<String, List<Double>> all = new TreeMap<>();
        for (Optional<Sample> sample : samples.get(index)) {
            sample.ifPresent(present -> present.beside()
                    .forEach((name, value) ->
                            all.computeIfAbsent(name, n -> new ArrayList<>()).add(value)));
        }
        Map<String, Double> medians = new TreeMap<>();
        all.forEach((name, values) -> medians.put(name, new Series(values).median()));
        return medians;
    }
}
