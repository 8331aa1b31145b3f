package org.rflow.cli.bench;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** A named question with its cases. */
record Measure(String name, String help, Habit habit, List<Case> cases) {
    Measure {
        requireNonNull(name, "name");
        requireNonNull(help, "help");
        requireNonNull(habit, "habit");
        cases = List.copyOf(cases);
    }

    /** One that is run as often as most. */
    Measure(String name, String help, List<Case> cases) {
        this(name, help, Habit.USUAL, cases);
    }

    /** What a user chooses it and its cases by: {@code hop}, {@code hop:16}, {@code hop:100}. */
    Stream<String> selectors() {
        return Stream.concat(Stream.of(name), cases.stream().map(this::selector));
    }

    private String selector(Case each) {
        return name + ":" + each.key();
    }

    /** With the chosen cases only. */
    Measure selected(Collection<String> selection) {
        boolean whole = selection.isEmpty() ? habit != Habit.WHEN_NAMED : selection.contains(name);
        return new Measure(
                name,
                help,
                habit,
                cases.stream()
                        .filter(each -> whole || selection.contains(selector(each)))
                        .toList());
    }

    /** Without the contenders of that name. */
    Measure without(String contender) {
        return new Measure(
                name,
                help,
                habit,
                cases.stream().map(each -> each.without(contender)).toList());
    }

    /** How many runs it takes. */
    int runs(BenchRequest request) {
        return habit.repetitions(request)
                * cases.stream().mapToInt(each -> each.contenders().size()).sum();
    }
}
