package org.rflow.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.rflow.model.Connection;
import org.rflow.model.Flow;
import org.rflow.model.Shard;
import org.rflow.model.Wire;
import org.rflow.model.Worker;

/**
 * The order in which a planned flow's workers and brokers stop: who sends stops before who receives. Workers that feed each other,
 * over however many others, are one stage; so are those with nothing to wait for between them.
 */
public record Stages(List<Stage> stopOrder) {
    public Stages {
        stopOrder = List.copyOf(stopOrder);
    }

    public static Stages of(Flow planned) {
        return new Layout(planned).stages();
    }

    /** Sinks first, sources last. */
    public List<Stage> startOrder() {
        List<Stage> reversed = new ArrayList<>(stopOrder);
        Collections.reverse(reversed);
        return List.copyOf(reversed);
    }

    /** The graph of workers: all workers of a shard are one node, as all do the same; a broker is one. */
    private static final class Layout {
        private final List<List<UUID>> members = new ArrayList<>();
        private final Map<String, Integer> shardOfComponent = new HashMap<>();
        private final List<int[]> edges = new ArrayList<>();
        private final List<Integer> receiversOnOpenWire = new ArrayList<>();

        Layout(Flow flow) {
            for (Shard shard : flow.shards()) {
                shard.components().forEach(component -> shardOfComponent.put(component.name(), members.size()));
                members.add(shard.workers().stream().map(Worker::uuid).toList());
            }
            flow.connections().forEach(this::addConnection);
        }

        private void addConnection(Connection connection) {
            int from = node(connection.from().component());
            int to = node(connection.to().component());
            if (connection.brokered()) {
                int broker = members.size();
                members.add(List.of(connection.broker()));
                edges.add(new int[] {from, broker});
                edges.add(new int[] {broker, to});
                receiversOnOpenWire.addAll(List.of(broker, to));
            } else if (connection.wire() != Wire.DIRECT) {
                edges.add(new int[] {from, to});
                if (connection.wire() == Wire.OPEN) {
                    receiversOnOpenWire.add(to);
                }
            }
        }

        private int node(String component) {
            Integer node = shardOfComponent.get(component);
            if (node == null) {
                throw new IllegalArgumentException("component '" + component + "' is in no shard");
            }
            return node;
        }

        Stages stages() {
            Digraph graph = new Digraph(members.size());
            edges.forEach(edge -> graph.add(edge[0], edge[1]));
            int[] levels = levels(graph.components());
            int count = 1 + Arrays.stream(levels).max().orElse(-1);
            List<Stage> stages = new ArrayList<>();
            for (int level = 0; level < count; level++) {
                stages.add(stage(levels, level));
            }
            return new Stages(stages);
        }

        /** Each node's longest way from a source, counted in strongly connected components. */
        private int[] levels(int[] component) {
            int[] ofComponent = new int[members.size()];
            List<int[]> onward = new ArrayList<>(edges);
            onward.removeIf(edge -> component[edge[0]] == component[edge[1]]);
            onward.sort(Comparator.comparingInt(edge -> component[edge[0]]));
            for (int[] edge : onward) {
                int least = ofComponent[component[edge[0]]] + 1;
                ofComponent[component[edge[1]]] = Math.max(ofComponent[component[edge[1]]], least);
            }
            return Arrays.stream(component).map(c -> ofComponent[c]).toArray();
        }

        private Stage stage(int[] levels, int level) {
            List<UUID> stage = new ArrayList<>();
            for (int node = 0; node < levels.length; node++) {
                if (levels[node] == level) {
                    stage.addAll(members.get(node));
                }
            }
            boolean inside = edges.stream().anyMatch(edge -> levels[edge[0]] == level && levels[edge[1]] == level);
            boolean open = receiversOnOpenWire.stream().anyMatch(node -> levels[node] == level);
            return new Stage(stage, inside || open);
        }
    }
}
