package org.rflow.cli.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** What the repetitions of one case gave, contender by contender, and the lines that follow from it. */
final class Ledger {
    private final String measure;
    private final Case subject;
    private final List<List<Optional<Sample>>> samples = new ArrayList<>();
    private final List<List<String>> failures = new ArrayList<>();

    Ledger(String measure, Case subject) {
        this.measure = measure;
        this.subject = subject;
        subject.contenders().forEach(contender -> {
            samples.add(new ArrayList<>());
            failures.add(new ArrayList<>());
        });
    }

    void add(int contender, Sample sample) {
        samples.get(contender).add(Optional.of(sample));
    }

    void failed(int contender, String sentence) {
        samples.get(contender).add(Optional.empty());
        if (!failures.get(contender).contains(sentence)) {
            failures.get(contender).add(sentence);
        }
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
                index == 0 ? Optional.empty() : ratios(index),
                contender.aim(),
                beside(index),
                failures.get(index));
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

    private Optional<Series> ratios(int index) {
        List<Double> ratios = new ArrayList<>();
        List<Optional<Sample>> base = samples.get(0);
        List<Optional<Sample>> own = samples.get(index);
        for (int i = 0; i < Math.min(base.size(), own.size()); i++) {
            if (base.get(i).isPresent() && own.get(i).isPresent()) {
                ratios.add(own.get(i).get().value() / base.get(i).get().value());
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
