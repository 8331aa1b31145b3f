package org.rflow.model;

import static java.util.Objects.requireNonNull;

import java.util.UUID;

/** A worker as its peers know it. */
public record WorkerRef(UUID uuid, String name) {
    public WorkerRef {
        requireNonNull(uuid, "uuid");
        requireNonNull(name, "name");
    }
}
