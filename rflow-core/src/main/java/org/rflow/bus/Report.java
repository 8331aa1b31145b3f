package org.rflow.bus;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.rflow.model.Counts;
import org.rflow.model.WorkerState;

/**
 * How a worker stands at one moment of its loop. {@code pending} counts what is inside it and not finished: held back
 * messages, open receipts, blocking tasks, full mailboxes. {@code sourcesDone}: nothing new will come in from outside.
 */
public record Report(WorkerState state, boolean sourcesDone, long pending, List<Counts> counts) {
    public Report {
        requireNonNull(state, "state");
        counts = List.copyOf(counts);
    }

    Report with(List<Counts> otherCounts) {
        return new Report(state, sourcesDone, pending, otherCounts);
    }
}
