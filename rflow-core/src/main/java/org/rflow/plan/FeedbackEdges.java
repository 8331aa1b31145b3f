package org.rflow.plan;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.rflow.model.Connection;
import org.rflow.model.Flow;
import org.rflow.model.Guarantee;

/**
 * Finds the connections that close a cycle of components. Connections that lead onward from the flow's first components
 * (depth first, in the order of declaration) are kept before those that lead back, and at-least-once ones before all, so
 * that the edge that loses is one that may.
 */
final class FeedbackEdges {
    private final Flow flow;
    private final Map<String, Integer> nodes = new HashMap<>();

    private FeedbackEdges(Flow flow) {
        this.flow = flow;
        flow.components().forEach(component -> nodes.putIfAbsent(component.name(), nodes.size()));
    }

    /** The indexes of the connections that are feedback. Connections with an unknown component are none. */
    static BitSet of(Flow flow) {
        return new FeedbackEdges(flow).find();
    }

    private BitSet find() {
        BitSet feedback = new BitSet();
        Digraph kept = new Digraph(nodes.size());
        for (int edge : byPreference()) {
            if (kept.reaches(to(edge), from(edge))) {
                feedback.set(edge);
            } else {
                kept.add(from(edge), to(edge));
            }
        }
        return feedback;
    }

    private List<Integer> byPreference() {
        int[] order = depthFirstOrder();
        List<Integer> sure = new ArrayList<>();
        List<Integer> onward = new ArrayList<>();
        List<Integer> back = new ArrayList<>();
        for (int edge : known()) {
            if (flow.connections().get(edge).guarantee() == Guarantee.AT_LEAST_ONCE) {
                sure.add(edge);
            } else if (order[from(edge)] < order[to(edge)]) {
                onward.add(edge);
            } else {
                back.add(edge);
            }
        }
        sure.addAll(onward);
        sure.addAll(back);
        return sure;
    }

    /** Each node's place in the reverse of the order in which a depth-first search leaves it: only back edges lead down. */
    private int[] depthFirstOrder() {
        Digraph graph = new Digraph(nodes.size());
        BitSet fed = new BitSet();
        for (int edge : known()) {
            graph.add(from(edge), to(edge));
            fed.set(to(edge));
        }
        List<Integer> roots = new ArrayList<>();
        for (int node = 0; node < graph.size(); node++) {
            if (!fed.get(node)) {
                roots.add(node);
            }
        }
        for (int node = 0; node < graph.size(); node++) {
            roots.add(node);
        }
        return graph.reversePostorder(roots);
    }

    private List<Integer> known() {
        List<Integer> edges = new ArrayList<>();
        for (int edge = 0; edge < flow.connections().size(); edge++) {
            Connection connection = flow.connections().get(edge);
            if (nodes.containsKey(connection.from().component())
                    && nodes.containsKey(connection.to().component())) {
                edges.add(edge);
            }
        }
        return edges;
    }

    private int from(int edge) {
        return nodes.getOrDefault(flow.connections().get(edge).from().component(), -1);
    }

    private int to(int edge) {
        return nodes.getOrDefault(flow.connections().get(edge).to().component(), -1);
    }
}
