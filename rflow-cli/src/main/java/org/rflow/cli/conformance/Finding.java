package org.rflow.cli.conformance;

import static java.util.Objects.requireNonNull;

/** Whether a component keeps a rule, and what it did when it does not. */
public record Finding(Rule rule, boolean passed, String story) {
    public Finding {
        requireNonNull(rule, "rule");
        requireNonNull(story, "story");
    }
}
