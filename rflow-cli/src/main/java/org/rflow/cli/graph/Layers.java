package org.rflow.cli.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.rflow.model.Connection;
import org.rflow.model.Flow;

/**
 * The column of each component: one more than the last of those that feed it. This is the first step of the layered
 * drawing of Sugiyama, Tagawa and Toda (1981); connections that close a cycle are left out of account.
 */
final class Layers {
    private final Map<String, List<String>> next = new LinkedHashMap<>();
    private final Map<String, List<String>> forward = new LinkedHashMap<>();
    private final Map<String, Integer> layers = new HashMap<>();

    private Layers() {}

    /** Column numbers from 0, by component name. */
    static Map<String, Integer> of(Flow flow) {
        Layers layers = new Layers();
        flow.components().forEach(component -> layers.add(component.name()));
        for (Connection connection : flow.connections()) {
            if (!connection.feedback()) {
                layers.connect(connection.from().component(), connection.to().component());
            }
        }
        return layers.assign();
    }

    private void add(String component) {
        next.put(component, new ArrayList<>());
        forward.put(component, new ArrayList<>());
    }

    private void connect(String from, String to) {
        if (next.containsKey(to)) {
            next.getOrDefault(from, new ArrayList<>()).add(to);
        }
    }

    private Map<String, Integer> assign() {
        List<String> finished = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        next.keySet().forEach(component -> visit(component, seen, new HashSet<>(), finished));
        for (int i = finished.size() - 1; i >= 0; i--) {
            int after = layer(finished.get(i)) + 1;
            forward.getOrDefault(finished.get(i), List.of()).forEach(to -> layers.merge(to, after, Math::max));
        }
        moveSourcesToTheirReceivers();
        return Map.copyOf(layers);
    }

    /** Depth first; what leads back to a component on the path is a cycle's last step, all else is forward. */
    private void visit(String component, Set<String> seen, Set<String> path, List<String> finished) {
        if (!seen.add(component)) {
            return;
        }
        path.add(component);
        for (String to : next.getOrDefault(component, List.of())) {
            if (!path.contains(to)) {
                forward.getOrDefault(component, List.of()).add(to);
                visit(to, seen, path, finished);
            }
        }
        path.remove(component);
        layers.putIfAbsent(component, 0);
        finished.add(component);
    }

    private void moveSourcesToTheirReceivers() {
        Set<String> fed = new HashSet<>();
        forward.values().forEach(fed::addAll);
        forward.forEach((component, receivers) -> {
            if (!fed.contains(component) && !receivers.isEmpty()) {
                int first = receivers.stream().mapToInt(this::layer).min().orElse(1);
                layers.put(component, first - 1);
            }
        });
    }

    private int layer(String component) {
        return layers.getOrDefault(component, 0);
    }
}
