package org.rflow.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.rflow.model.ComponentSpec;
import org.rflow.model.Flow;
import org.rflow.model.Ids;
import org.rflow.model.Shard;
import org.rflow.model.ShardType;

/** Gives each external component that stands outside any shard a shard of its own, named like it. */
final class Externals {
    private Externals() {}

    static Flow apart(Flow flow) {
        List<Shard> shards = new ArrayList<>();
        for (Shard shard : flow.shards()) {
            List<ComponentSpec> external = shard.components().stream()
                    .filter(component -> component.isExternal() && shard.name().equals(Shard.DEFAULT))
                    .toList();
            if (external.size() < shard.components().size()) {
                shards.add(without(shard, external));
            }
            external.forEach(component -> shards.add(ofItsOwn(component, shard)));
        }
        return new Flow(flow.name(), flow.revision(), flow.settings(), shards, flow.connections());
    }

    private static Shard without(Shard shard, List<ComponentSpec> external) {
        List<ComponentSpec> others = shard.components().stream()
                .filter(component -> !external.contains(component))
                .toList();
        return new Shard(
                shard.uuid(),
                shard.name(),
                shard.type(),
                shard.count(),
                shard.restart(),
                shard.options(),
                others,
                shard.workers());
    }

    private static Shard ofItsOwn(ComponentSpec component, Shard from) {
        return new Shard(
                Ids.NONE,
                component.name(),
                ShardType.PROCESS,
                1,
                from.restart(),
                Map.of(),
                List.of(component),
                List.of());
    }
}
