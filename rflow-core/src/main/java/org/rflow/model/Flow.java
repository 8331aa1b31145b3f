package org.rflow.model;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A whole flow: the one record that serves the flow file, the config DB, the bus and the worker. As read it has blanks
 * ({@link Ids#NONE}, {@link Wire#AUTO}, no workers); the planner returns one without. {@code revision} counts the loads
 * of this flow into one DB, from 1. Order is the order of declaration.
 */
public record Flow(
        String name, int revision, Map<String, String> settings, List<Shard> shards, List<Connection> connections) {
    public Flow {
        requireNonNull(name, "name");
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        shards = List.copyOf(shards);
        connections = List.copyOf(connections);
    }

    public Stream<ComponentSpec> components() {
        return shards.stream().flatMap(shard -> shard.components().stream());
    }

    public Stream<Worker> workers() {
        return shards.stream().flatMap(shard -> shard.workers().stream());
    }

    public Optional<ComponentSpec> component(String name) {
        return components().filter(component -> component.name().equals(name)).findFirst();
    }

    /** The shard that holds the named component. */
    public Optional<Shard> shardOf(String component) {
        return shards.stream()
                .filter(shard -> shard.components().stream()
                        .anyMatch(candidate -> candidate.name().equals(component)))
                .findFirst();
    }
}
