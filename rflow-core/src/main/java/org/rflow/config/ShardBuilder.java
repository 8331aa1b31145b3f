package org.rflow.config;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rflow.model.ComponentOption;
import org.rflow.model.ComponentSpec;
import org.rflow.model.Ids;
import org.rflow.model.OptionText;
import org.rflow.model.RestartPolicy;
import org.rflow.model.RestartStrategy;
import org.rflow.model.Shard;
import org.rflow.model.ShardOption;
import org.rflow.model.ShardType;

/** Builds a shard of a {@link FlowBuilder}; {@link #endShard} goes back to it. Not thread safe. */
public final class ShardBuilder {
    private final FlowBuilder flow;
    private final String name;
    private final ShardType type;
    private final int count;
    private final List<ComponentSpec> components = new ArrayList<>();
    private final Map<String, String> options = new LinkedHashMap<>();
    private final Map<String, String> usual = new LinkedHashMap<>();
    private Optional<RestartPolicy> restart = Optional.empty();

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
        restart = Optional.of(policy);
        return this;
    }

    /** More restarts of a process than this within the time stop the flow. */
    public ShardBuilder maxRestarts(int maxRestarts, Duration window) {
        options.put(ShardOption.MAX_RESTARTS.key(), Integer.toString(maxRestarts));
        options.put(ShardOption.WINDOW.key(), window.toMillis() + "ms");
        return this;
    }

    public ShardBuilder strategy(RestartStrategy strategy) {
        options.put(ShardOption.STRATEGY.key(), strategy.text());
        return this;
    }

    /** The heap of each of its processes, such as {@code 256m}. */
    public ShardBuilder memory(String memory) {
        options.put(ShardOption.MEMORY.key(), memory);
        return this;
    }

    /** How often its components are given a message again that they threw at, and after what pause, which doubles. */
    public ShardBuilder retries(int retries, Duration backoff) {
        usual.put(ComponentOption.RETRIES.key(), Integer.toString(retries));
        usual.put(ComponentOption.BACKOFF.key(), backoff.toMillis() + "ms");
        return this;
    }

    /** Options of the Java VM, such as {@code -Xmx1g}. */
    public ShardBuilder jvm(String... jvmOptions) {
        options.put(ShardOption.JVM.key(), OptionText.join(List.of(jvmOptions)));
        return this;
    }

    public FlowBuilder endShard() {
        return flow;
    }

    Shard make(RestartPolicy usualRestart) {
        return new Shard(Ids.NONE, name, type, count, restart.orElse(usualRestart), options, members(), List.of());
    }

    private List<ComponentSpec> members() {
        return components.stream()
                .map(component -> {
                    Map<String, String> all = new LinkedHashMap<>(component.options());
                    usual.forEach(all::putIfAbsent);
                    return ComponentSpec.of(component.name(), component.type(), all);
                })
                .toList();
    }
}
