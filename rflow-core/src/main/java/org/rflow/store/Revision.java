package org.rflow.store;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/** One load of a flow into a database, counted from 1. */
public record Revision(int number, String flow, Instant created) {
    public Revision {
        requireNonNull(flow, "flow");
        requireNonNull(created, "created");
    }
}
