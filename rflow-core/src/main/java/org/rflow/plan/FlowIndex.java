package org.rflow.plan;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.rflow.model.ComponentSpec;
import org.rflow.model.Flow;
import org.rflow.model.Shard;

/** A flow's components and their shards by name, so that large flows are planned in no time. */
final class FlowIndex {
    private final Map<String, ComponentSpec> components = new HashMap<>();
    private final Map<String, Shard> shards = new HashMap<>();

    FlowIndex(Flow flow) {
        for (Shard shard : flow.shards()) {
            for (ComponentSpec component : shard.components()) {
                components.putIfAbsent(component.name(), component);
                shards.putIfAbsent(component.name(), shard);
            }
        }
    }

    Optional<ComponentSpec> component(String name) {
        return Optional.ofNullable(components.get(name));
    }

    Optional<Shard> shardOf(String component) {
        return Optional.ofNullable(shards.get(component));
    }
}
