package org.rflow.plan;

import java.util.List;
import org.rflow.model.Problem;

/** What the planner has to say of a flow: problems forbid it, warnings do not. */
public record Findings(List<Problem> problems, List<Problem> warnings) {
    public Findings {
        problems = List.copyOf(problems);
        warnings = List.copyOf(warnings);
    }
}
