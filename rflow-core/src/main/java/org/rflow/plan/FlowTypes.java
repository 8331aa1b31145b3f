package org.rflow.plan;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.rflow.message.CoreTypes;
import org.rflow.message.DataType;
import org.rflow.model.ComponentOption;
import org.rflow.model.ComponentSpec;
import org.rflow.model.ComponentType;
import org.rflow.model.DeclaredType;
import org.rflow.model.Flow;
import org.rflow.model.Locations;
import org.rflow.model.OptionText;
import org.rflow.model.PortDirection;
import org.rflow.model.PortRef;
import org.rflow.model.PortType;
import org.rflow.model.Problems;
import org.rflow.model.Shard;
import org.rflow.model.Suggestion;

/**
 * The types of a flow's components. That of an external component is made of what its flow declares: the data types of its ports,
 * by name, or by a schema that has a name.
 */
final class FlowTypes {
    private final Collection<ComponentType> types;
    private final Map<String, DeclaredType> known = new TreeMap<>();
    private final Map<String, ComponentType> externals = new HashMap<>();
    private final Problems problems;

    FlowTypes(Flow flow, Collection<ComponentType> types, Problems problems) {
        this.types = types;
        this.problems = problems;
        CoreTypes.ALL.forEach(type -> known.put(type.name(), declared(type)));
        types.stream()
                .flatMap(type -> type.ports().stream())
                .flatMap(port -> port.types().stream())
                .forEach(type -> known.putIfAbsent(type.name(), type));
        for (Shard shard : flow.shards()) {
            for (ComponentSpec component : shard.components()) {
                if (component.isExternal()) {
                    externals.put(component.name(), external(flow, shard, component));
                }
            }
        }
    }

    /** Empty for a component whose type is not known here. */
    Optional<ComponentType> of(ComponentSpec component) {
        return Optional.ofNullable(externals.get(component.name())).or(() -> ComponentChecks.typeOf(types, component));
    }

    private ComponentType external(Flow flow, Shard shard, ComponentSpec component) {
        Map<String, Set<DeclaredType>> declared = new LinkedHashMap<>();
        String path = Paths.component(shard, component.name()) + Locations.path(ComponentOption.TYPES.text());
        for (String item :
                OptionText.split(ComponentOption.TYPES.in(component.options()).orElse(""))) {
            int end = item.indexOf('=');
            String port = item.substring(0, Math.max(0, end));
            find(path + Locations.path(port), port, item.substring(end + 1).strip())
                    .ifPresent(type -> declared.computeIfAbsent(port, name -> new LinkedHashSet<>())
                            .add(type));
        }
        List<PortType> ports = declared.keySet().stream()
                .flatMap(port -> directions(flow, component.name(), port)
                        .map(direction ->
                                new PortType(port, direction, "", List.copyOf(declared.get(port)), List.of())))
                .toList();
        for (String port : declared.keySet()) {
            if (ports.stream().noneMatch(each -> each.name().equals(port))) {
                problems.add(
                        path + Locations.path(port),
                        "nothing is connected to port '" + port + "' of component '" + component.name() + "'",
                        "connect it, or remove its types");
            }
        }
        String name = component.type();
        return new ComponentType(name, name, "", ports, List.of(), false, false, "", name);
    }

    private Optional<DeclaredType> find(String path, String port, String text) {
        if (!text.startsWith("{")) {
            DeclaredType type = known.get(text);
            if (type == null) {
                problems.add(
                        path,
                        "data type '" + text + "' of port '" + port + "' is unknown",
                        Suggestion.cure(text, "declared are", known.keySet()));
            }
            return Optional.ofNullable(type);
        }
        try {
            return Optional.of(declared(DataType.named(text)));
        } catch (IllegalArgumentException e) {
            problems.add(path, "the schema of port '" + port + "': " + e.getMessage(), "");
            return Optional.empty();
        }
    }

    private static DeclaredType declared(DataType type) {
        return new DeclaredType(type.name(), type.schemaText());
    }

    /** A port is what the connections make of it. */
    private static Stream<PortDirection> directions(Flow flow, String component, String port) {
        boolean input = flow.connections().stream().anyMatch(each -> isAt(each.to(), component, port));
        boolean output = flow.connections().stream().anyMatch(each -> isAt(each.from(), component, port));
        return Stream.of(PortDirection.values()).filter(direction -> direction == PortDirection.INPUT ? input : output);
    }

    private static boolean isAt(PortRef end, String component, String port) {
        return end.component().equals(component) && end.port().equals(port);
    }
}
