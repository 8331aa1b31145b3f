package org.rflow.plan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;

/** A directed graph of the nodes 0 to size − 1. Keeps the order of edges, so all answers are the same each time. Not thread safe. */
final class Digraph {
    private final List<List<Integer>> successors = new ArrayList<>();

    Digraph(int size) {
        for (int i = 0; i < size; i++) {
            successors.add(new ArrayList<>());
        }
    }

    int size() {
        return successors.size();
    }

    void add(int from, int to) {
        successors.get(from).add(to);
    }

    List<Integer> successors(int node) {
        return successors.get(node);
    }

    /** Whether a way leads from one node to the other; every node reaches itself. */
    boolean reaches(int from, int to) {
        BitSet seen = new BitSet(size());
        Deque<Integer> open = new ArrayDeque<>(List.of(from));
        while (!open.isEmpty()) {
            int node = open.pop();
            if (node == to) {
                return true;
            }
            if (!seen.get(node)) {
                seen.set(node);
                successors.get(node).forEach(open::push);
            }
        }
        return false;
    }

    /**
     * Numbers each node with its strongly connected component, 0 being first in topological order: no edge leads from a
     * higher number to a lower one. (Tarjan 1972, without recursion, so that a long chain costs no stack.)
     */
    int[] components() {
        Tarjan tarjan = new Tarjan();
        for (int node = 0; node < size(); node++) {
            tarjan.visit(node);
        }
        int[] numbers = tarjan.component;
        for (int node = 0; node < size(); node++) {
            numbers[node] = tarjan.components - 1 - numbers[node];
        }
        return numbers;
    }

    /**
     * Each node's place in the reverse of the order in which a depth-first search from the roots leaves the nodes. Of all
     * edges only those that lead back to where the search came from go down in it. The roots must reach every node.
     */
    int[] reversePostorder(List<Integer> roots) {
        int[] place = new int[size()];
        int[] nextEdge = new int[size()];
        BitSet seen = new BitSet(size());
        int left = size();
        for (int root : roots) {
            Deque<Integer> path = new ArrayDeque<>();
            if (!seen.get(root)) {
                seen.set(root);
                path.push(root);
            }
            while (!path.isEmpty()) {
                int node = path.element();
                if (nextEdge[node] == successors.get(node).size()) {
                    place[path.pop()] = --left;
                    continue;
                }
                int next = successors.get(node).get(nextEdge[node]++);
                if (!seen.get(next)) {
                    seen.set(next);
                    path.push(next);
                }
            }
        }
        return place;
    }

    private final class Tarjan {
        private final int[] index = new int[size()];
        private final int[] low = new int[size()];
        private final int[] nextEdge = new int[size()];
        private final int[] component = new int[size()];
        private final Deque<Integer> path = new ArrayDeque<>();
        private final Deque<Integer> open = new ArrayDeque<>();
        private int visited;
        private int components;

        Tarjan() {
            Arrays.fill(component, -1);
        }

        void visit(int root) {
            if (index[root] > 0) {
                return;
            }
            enter(root);
            while (!path.isEmpty()) {
                int node = path.element();
                if (nextEdge[node] < successors.get(node).size()) {
                    follow(node, successors.get(node).get(nextEdge[node]++));
                } else {
                    leave(path.pop());
                }
            }
        }

        private void enter(int node) {
            index[node] = ++visited;
            low[node] = index[node];
            path.push(node);
            open.push(node);
        }

        private void follow(int node, int next) {
            if (index[next] == 0) {
                enter(next);
            } else if (component[next] < 0) {
                low[node] = Math.min(low[node], index[next]);
            }
        }

        private void leave(int node) {
            if (!path.isEmpty()) {
                int parent = path.element();
                low[parent] = Math.min(low[parent], low[node]);
            }
            if (low[node] == index[node]) {
                while (component[node] < 0) {
                    component[open.pop()] = components;
                }
                components++;
            }
        }
    }
}
