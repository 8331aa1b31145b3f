package org.rflow.cli;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.rflow.model.ComponentType;
import org.rflow.model.Locations;
import org.rflow.model.Problem;
import org.rflow.plan.Findings;
import org.rflow.plan.Planner;

/** Checks a stored flow once more before it starts: tables can be edited, and jars come only now (RF-29, RF-63). */
final class FlowCheck {
    private FlowCheck() {}

    /** What is odd; throws a {@link CommandException} with all that is wrong. */
    static List<String> check(StoredFlow stored, Collection<ComponentType> types) {
        Locations nowhere = Locations.none(stored.database().shown());
        Findings findings = new Planner(types).check(stored.flow(), nowhere);
        if (!findings.problems().isEmpty()) {
            String lines = findings.problems().stream()
                    .map(problem -> "\n    " + problem.text())
                    .collect(Collectors.joining());
            throw CommandException.failed(
                    "error in the flow of config database '" + stored.database().shown() + "':" + lines);
        }
        return findings.warnings().stream().map(Problem::text).toList();
    }
}
