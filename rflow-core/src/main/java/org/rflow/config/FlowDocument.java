package org.rflow.config;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.rflow.model.Flow;
import org.rflow.model.Locations;
import org.rflow.model.Problem;

/** A flow as its file says it, with the places of its parts and what is odd about it but no problem. */
public record FlowDocument(Flow flow, Locations locations, List<Problem> warnings) {
    public FlowDocument {
        requireNonNull(flow, "flow");
        requireNonNull(locations, "locations");
        warnings = List.copyOf(warnings);
    }
}
