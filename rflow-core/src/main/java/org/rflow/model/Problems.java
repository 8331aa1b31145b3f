package org.rflow.model;

import java.util.ArrayList;
import java.util.List;

/** Collects every problem of a flow, so that a user mends all at once. Not thread safe. */
public final class Problems {
    private final List<Problem> problems = new ArrayList<>();

    public void add(String path, String what, String cure) {
        problems.add(new Problem(path, what, cure));
    }

    public void addAll(List<Problem> more) {
        problems.addAll(more);
    }

    public boolean isEmpty() {
        return problems.isEmpty();
    }

    public List<Problem> list() {
        return List.copyOf(problems);
    }

    /** Throws them all in one {@link InvalidFlowException}, their places looked up in {@code locations}. */
    public void throwIfAny(Locations locations) {
        if (!problems.isEmpty()) {
            throw new InvalidFlowException(problems, locations);
        }
    }
}
