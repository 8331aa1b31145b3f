package org.rflow.cli.graph;

import java.util.List;
import org.rflow.model.Shard;

/**
 * A shard's box: it spans the columns of its components, alone or beside other shards in one band of the drawing.
 * {@code bottom} is where its lowest component ends, counted from the top of the band.
 */
record Lane(Shard shard, int band, int first, int last, List<Node> nodes) {
    static final int TITLE = 30;
    static final int PADDING = 14;

    Lane {
        nodes = List.copyOf(nodes);
    }

    boolean overlaps(int otherFirst, int otherLast) {
        return first <= otherLast && otherFirst <= last;
    }

    /** Its components in that column, from top to bottom. */
    List<Node> column(int layer) {
        return nodes.stream().filter(node -> node.layer() == layer).toList();
    }
}
