package org.rflow.config;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rflow.model.ComponentSpec;
import org.rflow.model.Ids;
import org.rflow.model.OptionText;
import org.rflow.model.RestartPolicy;
import org.rflow.model.Shard;
import org.rflow.model.ShardType;

/** Builds a shard of a {@link FlowBuilder}; {@link #endShard} goes back to it. Not thread safe. */
public final class ShardBuilder {
    private final FlowBuilder flow;
    private final String name;
    private final ShardType type;
    private final int count;
    private final List<ComponentSpec> components = new ArrayList<>();
    private final Map<String, String> options = new LinkedHashMap<>();
    private RestartPolicy restart = RestartPolicy.NEVER;

    ShardBuilder(FlowBuilder flow, String name, ShardType type, int count) {
        this.flow = flow;
        this.name = requireNonNull(name, "name");
        this.type = type;
        this.count = count;
    }

    public ShardBuilder component(String component, String componentType, Map<String, String> componentOptions) {
        components.add(ComponentSpec.of(component, componentType, componentOptions));
        return this;
    }

    public ShardBuilder component(String component, String componentType) {
        return component(component, componentType, Map.of());
    }

    public ShardBuilder restart(RestartPolicy policy) {
        restart = requireNonNull(policy, "policy");
        return this;
    }

    /** Options of the Java VM, such as {@code -Xmx1g}. */
    public ShardBuilder jvm(String... jvmOptions) {
        options.put("jvm", OptionText.join(List.of(jvmOptions)));
        return this;
    }

    public FlowBuilder endShard() {
        return flow;
    }

    Shard make() {
        return new Shard(Ids.NONE, name, type, count, restart, options, components, List.of());
    }
}
