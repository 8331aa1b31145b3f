package org.rflow.model;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The slice of a planned flow that one worker (or broker) gets with CONFIGURE. {@code outgoing} are the connections
 * that its components send on, {@code incoming} those they receive on; a direct connection stands in both. A broker has
 * no components and exactly one of each. {@code extensions} are paths of jars with component types.
 */
public record WorkerPlan(
        String flow,
        UUID uuid,
        String name,
        int index,
        String shard,
        int shardCount,
        Map<String, String> settings,
        List<String> extensions,
        List<ComponentSpec> components,
        List<Attachment> incoming,
        List<Attachment> outgoing) {
    public WorkerPlan {
        requireNonNull(flow, "flow");
        requireNonNull(uuid, "uuid");
        requireNonNull(name, "name");
        requireNonNull(shard, "shard");
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        extensions = List.copyOf(extensions);
        components = List.copyOf(components);
        incoming = List.copyOf(incoming);
        outgoing = List.copyOf(outgoing);
    }

    /** Whether this is the plan of a broker process. */
    public boolean isBroker() {
        return components.isEmpty();
    }
}
