package org.rflow.bus;

import static java.util.Objects.requireNonNull;

/** How many dead letters of a component wait in one worker, or in all. */
public record LetterCount(String component, long waiting) {
    public LetterCount {
        requireNonNull(component, "component");
    }
}
