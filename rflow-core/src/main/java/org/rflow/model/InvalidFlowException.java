package org.rflow.model;

import java.util.List;
import java.util.stream.Collectors;

/** A flow that cannot be used; the message has one line {@code file:line:column: what; cure} for each problem, in the order of the file. */
public final class InvalidFlowException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<Problem> problems;

    public InvalidFlowException(List<Problem> problems, Locations locations) {
        super(problems.stream()
                .sorted(locations.order())
                .map(locations::describe)
                .distinct()
                .collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }
}
