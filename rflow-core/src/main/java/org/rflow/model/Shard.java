package org.rflow.model;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A group of components that run together, in {@code count} equal workers. {@code options} are the shard's own, see
 * {@link ShardOption}; {@code workers} is empty until planned.
 */
public record Shard(
        UUID uuid,
        String name,
        ShardType type,
        int count,
        RestartPolicy restart,
        Map<String, String> options,
        List<ComponentSpec> components,
        List<Worker> workers) {
    /** The shard of all components that are declared outside any shard. */
    public static final String DEFAULT = "DEFAULT";

    public Shard {
        requireNonNull(uuid, "uuid");
        requireNonNull(name, "name");
        requireNonNull(type, "type");
        requireNonNull(restart, "restart");
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
        components = List.copyOf(components);
        workers = List.copyOf(workers);
        if (count < 1) {
            throw new IllegalArgumentException("shard '" + name + "': count is " + count + "; it must be 1 or more");
        }
    }

    /** A shard that is not planned yet: no uuid, no workers, and its processes are never restarted. */
    public static Shard of(String name, ShardType type, int count, List<ComponentSpec> components) {
        return new Shard(Ids.NONE, name, type, count, RestartPolicy.NEVER, Map.of(), components, List.of());
    }

    /** The external component that each of its workers is, if it is of that kind. */
    public Optional<ComponentSpec> external() {
        return components.stream().filter(ComponentSpec::isExternal).findFirst();
    }

    public Shard withRestart(RestartPolicy policy) {
        return new Shard(uuid, name, type, count, policy, options, components, workers);
    }
}
