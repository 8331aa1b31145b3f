package org.rflow.cli.bench;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** A named question with its cases. */
record Measure(String name, String help, List<Case> cases) {
    Measure {
        requireNonNull(name, "name");
        requireNonNull(help, "help");
        cases = List.copyOf(cases);
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
        boolean whole = selection.isEmpty() || selection.contains(name);
        return new Measure(
                name,
                help,
                cases.stream()
                        .filter(each -> whole || selection.contains(selector(each)))
                        .toList());
    }

    int contenders() {
        return cases.stream().mapToInt(each -> each.contenders().size()).sum();
    }
}
