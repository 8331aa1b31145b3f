package org.rflow.config;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.rflow.model.ComponentSpec;
import org.rflow.model.Connection;
import org.rflow.model.Flow;
import org.rflow.model.Locations;
import org.rflow.model.PortRef;
import org.rflow.model.Problems;
import org.rflow.model.RestartPolicy;
import org.rflow.model.Setting;
import org.rflow.model.Shard;
import org.rflow.model.ShardType;

/** Builds a flow in Java; begin with {@link Flows#flow}. Order is kept. Not thread safe. */
public final class FlowBuilder {
    private final String name;
    private final Map<String, String> settings = new LinkedHashMap<>();
    private final List<ComponentSpec> outside = new ArrayList<>();
    private final List<ShardBuilder> shards = new ArrayList<>();
    private final List<ConnectionBuilder> connections = new ArrayList<>();

    FlowBuilder(String name) {
        this.name = requireNonNull(name, "name");
    }

    public FlowBuilder setting(String setting, String value) {
        settings.put(setting, value);
        return this;
    }

    /** A component of the DEFAULT shard. */
    public FlowBuilder component(String component, String type, Map<String, String> options) {
        outside.add(ComponentSpec.of(component, type, options));
        return this;
    }

    public FlowBuilder component(String component, String type) {
        return component(component, type, Map.of());
    }

    /** A shard of so many processes; {@link ShardBuilder#endShard} comes back here. */
    public ShardBuilder shard(String shard, int workers) {
        return add(new ShardBuilder(this, shard, ShardType.PROCESS, workers));
    }

    /** A shard of so many threads in one process. */
    public ShardBuilder threads(String shard, int threads) {
        return add(new ShardBuilder(this, shard, ShardType.THREAD, threads));
    }

    private ShardBuilder add(ShardBuilder shard) {
        shards.add(shard);
        return shard;
    }

    /** Connects {@code component#port} to {@code component#port}; an {@link IllegalArgumentException} says how to write them. */
    public ConnectionBuilder connect(String from, String to) {
        ConnectionBuilder connection =
                new ConnectionBuilder(this, Connection.of(PortRef.parse(from), PortRef.parse(to)));
        connections.add(connection);
        return connection;
    }

    /** The flow, as a flow file with the same parts would give; {@code InvalidFlowException} for names that stand twice. */
    public Flow build() {
        Problems problems = new Problems();
        Set<String> names = new HashSet<>();
        outside.forEach(component -> unique(names, component.name(), "components", problems));
        List<Shard> built = new ArrayList<>();
        RestartPolicy usual = usualRestart(problems);
        if (!outside.isEmpty()) {
            built.add(Shard.of(Shard.DEFAULT, ShardType.PROCESS, 1, outside).withRestart(usual));
        }
        Set<String> shardNames = new HashSet<>(Set.of(Shard.DEFAULT));
        for (ShardBuilder shard : shards) {
            Shard made = shard.make(usual);
            unique(shardNames, made.name(), "shards", problems);
            made.components().forEach(component -> unique(names, component.name(), "components", problems));
            if (!made.components().isEmpty()) {
                built.add(made);
            }
        }
        problems.throwIfAny(Locations.none(name));
        return new Flow(
                name,
                1,
                settings,
                built,
                connections.stream().map(ConnectionBuilder::make).toList());
    }

    private RestartPolicy usualRestart(Problems problems) {
        try {
            return RestartPolicy.in(settings);
        } catch (IllegalArgumentException unknown) {
            problems.add(
                    Locations.path("settings", Setting.RESTART.key()),
                    "setting '" + Setting.RESTART.key() + "' cannot be '" + Setting.RESTART.in(settings) + "'",
                    "write never, on_failure or always");
            return RestartPolicy.NEVER;
        }
    }

    private static void unique(Set<String> names, String name, String kind, Problems problems) {
        if (!names.add(name)) {
            problems.add(
                    Locations.path(kind, name), "name '" + name + "' is taken among the " + kind, "choose another");
        }
    }
}
