package org.rflow.model;

import static java.util.Objects.requireNonNull;

import java.util.UUID;

/** One copy of a shard: number {@code index} (from 1), named {@code shard-index}, living in the process {@code host}. */
public record Worker(UUID uuid, String name, int index, UUID host) {
    public Worker {
        requireNonNull(uuid, "uuid");
        requireNonNull(name, "name");
        requireNonNull(host, "host");
    }
}
