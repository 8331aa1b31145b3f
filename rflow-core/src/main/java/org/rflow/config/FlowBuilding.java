package org.rflow.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.rflow.model.ComponentOption;
import org.rflow.model.ComponentSpec;
import org.rflow.model.Connection;
import org.rflow.model.Flow;
import org.rflow.model.Guarantee;
import org.rflow.model.Ids;
import org.rflow.model.Locations;
import org.rflow.model.OptionText;
import org.rflow.model.RestartPolicy;
import org.rflow.model.RestartStrategy;
import org.rflow.model.Setting;
import org.rflow.model.Shard;
import org.rflow.model.ShardOption;
import org.rflow.model.ShardType;
import org.rflow.model.SourceLocation;

/**
 * Makes a flow of a flow file's raw nodes. Takes what it can and passes over what the schema check complained about, so
 * that one reading finds all problems.
 */
final class FlowBuilding {
    private static final int MOST_WORKERS = 10_000;

    private final Reading reading;
    private final PortTypesText portTypes;
    private final Map<String, SourceLocation> components = new LinkedHashMap<>();
    private RestartPolicy usualRestart = RestartPolicy.NEVER;

    FlowBuilding(Reading reading, Path directory) {
        this.reading = reading;
        this.portTypes = new PortTypesText(reading, directory);
    }

    Flow build(RawNode.Entries root) {
        List<Shard> shards = new ArrayList<>();
        usualRestart = usualRestart(settings(root));
        List<ComponentSpec> outside = components("/components", root.map("components"), Map.of());
        if (!outside.isEmpty()) {
            shards.add(Shard.of(Shard.DEFAULT, ShardType.PROCESS, 1, outside).withRestart(usualRestart));
        } else if (root.entries().containsKey("components")) {
            skipped("/components", Shard.DEFAULT);
        }
        root.map("shards").entries().forEach((name, entry) -> shard(name, entry).ifPresent(shards::add));
        return new Flow(text(root, "flow").orElse(""), 1, settings(root), shards, connections(root));
    }

    private List<Connection> connections(RawNode.Entries root) {
        List<RawNode> declared = root.list("connections");
        Guarantee guarantee = ConnectionBuilding.choice(root, "guarantee", Guarantee::parse, Guarantee.BEST_EFFORT);
        List<Connection> connections = new ArrayList<>();
        List<RawNode> kept = new ArrayList<>();
        for (int i = 0; i < declared.size(); i++) {
            RawNode node = declared.get(i);
            new ConnectionBuilding(reading, "/connections/" + i, guarantee)
                    .build(node)
                    .ifPresent(connection -> {
                        connections.add(connection);
                        kept.add(node);
                    });
        }
        if (kept.size() < declared.size()) {
            reading.relocateConnections(kept);
        }
        return connections;
    }

    /** The flow's settings as texts, lists joined. */
    static Map<String, String> settings(RawNode.Entries root) {
        return texts(root.map("settings"));
    }

    private void skipped(String path, String shard) {
        reading.warning(
                path, "shard '" + shard + "' has no components and is skipped", "give it components, or remove it");
    }

    private Optional<Shard> shard(String name, RawNode.Entry entry) {
        String path = Locations.path("shards", name);
        if (name.equals(Shard.DEFAULT)) {
            reading.problem(
                    path,
                    "cannot use DEFAULT as a shard name",
                    "components that stand outside 'shards' are in it; choose another name");
        }
        RawNode.Entries shard =
                entry.value() instanceof RawNode.Entries map ? map : new RawNode.Entries(Map.of(), entry.keyPlace());
        List<ComponentSpec> members =
                components(path + "/components", shard.map("components"), componentOptions(shard));
        if (members.isEmpty()) {
            if (shard.map("components").entries().isEmpty()) {
                skipped(path, name);
            }
            return Optional.empty();
        }
        boolean threads = shard.entries().containsKey("threads");
        if (threads && shard.entries().containsKey("workers")) {
            reading.problem(
                    path + "/threads",
                    "shard '" + name + "' has both 'workers' and 'threads'",
                    "write workers for processes, or threads for threads of one process");
        }
        return Optional.of(new Shard(
                Ids.NONE,
                name,
                threads ? ShardType.THREAD : ShardType.PROCESS,
                count(text(shard, threads ? "threads" : "workers").orElse("1")),
                text(shard, "restart").flatMap(FlowBuilding::restart).orElse(usualRestart),
                options(shard),
                members,
                List.of()));
    }

    private static int count(String text) {
        if (!text.matches("\\d{1,9}")) {
            return 1;
        }
        return Math.min(MOST_WORKERS, Math.max(1, Integer.parseInt(text)));
    }

    /** A wrong one is told of by the planner, with all settings. */
    private static RestartPolicy usualRestart(Map<String, String> settings) {
        return restart(Setting.RESTART.in(settings).strip().toLowerCase(Locale.ROOT))
                .orElse(RestartPolicy.NEVER);
    }

    private static Optional<RestartPolicy> restart(String text) {
        for (RestartPolicy policy : RestartPolicy.values()) {
            if (policy.text().equals(text)) {
                return Optional.of(policy);
            }
        }
        return Optional.empty();
    }

    private static Map<String, String> options(RawNode.Entries shard) {
        Map<String, String> options = new LinkedHashMap<>();
        for (ShardOption option : ShardOption.values()) {
            if (option == ShardOption.JVM) {
                words(shard, option.key()).ifPresent(words -> options.put(option.key(), words));
            } else {
                text(shard, option.key())
                        .filter(text -> isTakenBySchema(option, text))
                        .ifPresent(text -> options.put(option.key(), text));
            }
        }
        return options;
    }

    private static boolean isTakenBySchema(ShardOption option, String text) {
        return switch (option) {
            case STRATEGY ->
                Arrays.stream(RestartStrategy.values())
                        .anyMatch(each -> each.text().equals(text));
            case MAX_RESTARTS -> text.matches("[1-9]\\d{0,5}|1000000");
            default -> true;
        };
    }

    /** A text with several options is split at blanks; a list is taken as it is. */
    private static Optional<String> words(RawNode.Entries map, String key) {
        RawNode.Entry entry = map.entries().get(key);
        if (entry == null) {
            return Optional.empty();
        }
        if (entry.value() instanceof RawNode.Scalar scalar) {
            return Optional.of(OptionText.join(List.of(scalar.text().strip().split("\\s+"))));
        }
        return Optional.of(text(entry.value()));
    }

    /** {@code usual}: what holds for those that do not say it themselves. */
    private List<ComponentSpec> components(String path, RawNode.Entries declared, Map<String, String> usual) {
        List<ComponentSpec> specs = new ArrayList<>();
        declared.entries().forEach((name, entry) -> {
            SourceLocation first = components.putIfAbsent(name, entry.keyPlace());
            if (first != null) {
                reading.problem(
                        path + Locations.path(name),
                        "component '" + name + "' is declared twice; the first is at " + first,
                        "names are unique in the whole flow; rename one");
            } else if (entry.value() instanceof RawNode.Entries component) {
                String type = text(component, "type").orElse("");
                Map<String, String> options = texts(component.map("options"));
                options.putAll(usual);
                options.putAll(componentOptions(component));
                RawNode.Entries types = component.map(ComponentOption.TYPES.text());
                if (!types.entries().isEmpty()) {
                    String place = path + Locations.path(name, ComponentOption.TYPES.text());
                    options.put(ComponentOption.TYPES.key(), portTypes.of(place, types));
                }
                boolean comesByItself =
                        text(component, "external").filter("true"::equals).isPresent();
                specs.add(new ComponentSpec(Ids.NONE, name, type, !comesByItself, options, List.of()));
            } else {
                specs.add(ComponentSpec.of(name, "", Map.of()));
            }
        });
        return specs;
    }

    /** What stands beside a component's options, or in its shard. */
    private static Map<String, String> componentOptions(RawNode.Entries declared) {
        Map<String, String> options = new LinkedHashMap<>();
        words(declared, ComponentOption.EXEC.text()).ifPresent(words -> options.put(ComponentOption.EXEC.key(), words));
        for (ComponentOption option : List.of(ComponentOption.RETRIES, ComponentOption.BACKOFF)) {
            text(declared, option.text())
                    .filter(text -> option != ComponentOption.RETRIES || text.matches("\\d{1,6}"))
                    .ifPresent(text -> options.put(option.key(), text));
        }
        return options;
    }

    static Map<String, String> texts(RawNode.Entries map) {
        Map<String, String> texts = new LinkedHashMap<>();
        map.entries().forEach((key, entry) -> texts.put(key, text(entry.value())));
        return texts;
    }

    static Optional<String> text(RawNode.Entries map, String key) {
        RawNode.Entry entry = map.entries().get(key);
        return entry != null && entry.value() instanceof RawNode.Scalar scalar && !scalar.isNothing()
                ? Optional.of(scalar.text())
                : Optional.empty();
    }

    /** A scalar letter by letter, a list joined, a map as a list of {@code key=value}. */
    private static String text(RawNode node) {
        if (node instanceof RawNode.Scalar scalar) {
            return scalar.text();
        }
        List<String> items = new ArrayList<>();
        if (node instanceof RawNode.Items list) {
            list.items().forEach(item -> items.add(text(item)));
        } else if (node instanceof RawNode.Entries map) {
            map.entries().forEach((key, entry) -> items.add(key + "=" + text(entry.value())));
        }
        return OptionText.join(items);
    }
}
