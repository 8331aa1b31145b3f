package org.rflow.manager;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.rflow.model.Flow;

/** The flow a manager is given, with its hosts and workers and its limits. */
record Assignment(Flow flow, Roster roster, Limits limits) {
    Assignment {
        requireNonNull(flow, "flow");
        requireNonNull(roster, "roster");
        requireNonNull(limits, "limits");
    }

    static Assignment of(Flow planned, List<String> extensions) {
        return new Assignment(planned, new Roster(planned, extensions), Limits.of(planned.settings()));
    }
}
