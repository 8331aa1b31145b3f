package org.rflow.cli.graph;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.rflow.model.ComponentSpec;
import org.rflow.model.Connection;
import org.rflow.model.Flow;
import org.rflow.model.Shard;

/**
 * Which column, band and row each component stands in. Columns come from the layers; a shard takes the first band in which
 * its columns are free, so shards never overlap; in a column the components stand in the order of what feeds them.
 */
final class Lanes {
    private static final int NODE_GAP = 18;

    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private final List<Lane> lanes = new ArrayList<>();
    private final Map<String, List<String>> feeders = new HashMap<>();
    private int columns;
    private int bands;

    Lanes(Flow flow) {
        Map<String, Integer> layers = Layers.of(flow);
        flow.components().forEach(component -> addNode(component, layers));
        for (Connection connection : flow.connections()) {
            addPorts(connection);
        }
        Map<String, Double> positions = new HashMap<>();
        flow.shards().stream()
                .filter(shard -> !shard.components().isEmpty())
                .forEach(shard -> addLane(shard, positions));
    }

    int columns() {
        return columns;
    }

    int bands() {
        return bands;
    }

    List<Lane> lanes() {
        return lanes;
    }

    Node node(String component) {
        Node node = nodes.get(component);
        if (node == null) {
            throw new IllegalArgumentException(
                    "a connection names component '" + component + "', which does not exist");
        }
        return node;
    }

    int band(Node node) {
        return lanes.stream()
                .filter(lane -> lane.nodes().contains(node))
                .findFirst()
                .map(Lane::band)
                .orElse(0);
    }

    /** As wide as its widest component, and as the title of a shard that has this column only. */
    int columnWidth(int column) {
        int nodesWidth = nodes.values().stream()
                .filter(node -> node.layer() == column)
                .mapToInt(Node::neededWidth)
                .max()
                .orElse(0);
        int titleWidth = lanes.stream()
                .filter(lane -> lane.first() == column && lane.last() == column)
                .mapToInt(lane -> SvgText.width(Captions.of(lane.shard()), SvgText.SMALL))
                .max()
                .orElse(0);
        return Math.max(nodesWidth, titleWidth);
    }

    /** The height of the highest lane in the band. */
    int bandHeight(int band) {
        return lanes.stream()
                .filter(lane -> lane.band() == band)
                .mapToInt(Lanes::height)
                .max()
                .orElse(0);
    }

    static int height(Lane lane) {
        int highest = 0;
        for (int column = lane.first(); column <= lane.last(); column++) {
            List<Node> stack = lane.column(column);
            int height =
                    stack.stream().mapToInt(node -> node.height() + NODE_GAP).sum() - NODE_GAP;
            highest = Math.max(highest, height);
        }
        return Lane.TITLE + highest + Lane.PADDING;
    }

    /** Places the components, given where each column and each band begins. */
    void place(int[] columnX, int[] bandY) {
        for (Lane lane : lanes) {
            for (int column = lane.first(); column <= lane.last(); column++) {
                int y = bandY[lane.band()] + Lane.TITLE;
                for (Node node : lane.column(column)) {
                    node.place(columnX[column], y, columnWidth(column));
                    y += node.height() + NODE_GAP;
                }
            }
        }
    }

    /** Whether a line at that height meets no component in the columns from first to last. */
    boolean isFree(int y, int first, int last) {
        return nodes.values().stream()
                .noneMatch(node -> node.layer() >= first && node.layer() <= last && node.covers(y));
    }

    private void addNode(ComponentSpec component, Map<String, Integer> layers) {
        int layer = layers.getOrDefault(component.name(), 0);
        nodes.put(component.name(), new Node(component, layer));
        columns = Math.max(columns, layer + 1);
    }

    private void addPorts(Connection connection) {
        node(connection.from().component()).addOutput(Captions.port(connection.from()));
        node(connection.to().component()).addInput(Captions.port(connection.to()));
        feeders.computeIfAbsent(connection.to().component(), name -> new ArrayList<>())
                .add(connection.from().component());
    }

    private void addLane(Shard shard, Map<String, Double> positions) {
        List<Node> members = new ArrayList<>(shard.components().stream()
                .map(component -> node(component.name()))
                .toList());
        int first = members.stream().mapToInt(Node::layer).min().orElse(0);
        int last = members.stream().mapToInt(Node::layer).max().orElse(0);
        int band = freeBand(first, last);
        bands = Math.max(bands, band + 1);
        List<Node> sorted = new ArrayList<>();
        for (int column = first; column <= last; column++) {
            sorted.addAll(sortedColumn(members, column, band, positions));
        }
        lanes.add(new Lane(shard, band, first, last, sorted));
    }

    private List<Node> sortedColumn(List<Node> members, int column, int band, Map<String, Double> positions) {
        List<Node> stack = new ArrayList<>(
                members.stream().filter(node -> node.layer() == column).toList());
        Map<Node, Double> wanted = new HashMap<>();
        for (int i = 0; i < stack.size(); i++) {
            wanted.put(stack.get(i), mean(stack.get(i), positions).orElse(band * 1000.0 + i));
        }
        stack.sort(Comparator.comparing(node -> wanted.getOrDefault(node, 0.0)));
        for (int i = 0; i < stack.size(); i++) {
            positions.put(stack.get(i).component().name(), band * 1000.0 + i);
        }
        return stack;
    }

    private OptionalDouble mean(Node node, Map<String, Double> positions) {
        return feeders.getOrDefault(node.component().name(), List.of()).stream()
                .filter(positions::containsKey)
                .mapToDouble(feeder -> positions.getOrDefault(feeder, 0.0))
                .average();
    }

    private int freeBand(int first, int last) {
        int band = 0;
        while (isTaken(band, first, last)) {
            band++;
        }
        return band;
    }

    private boolean isTaken(int band, int first, int last) {
        return lanes.stream().anyMatch(lane -> lane.band() == band && lane.overlaps(first, last));
    }
}
