package org.rflow.cli.graph;

import org.rflow.model.ComponentSpec;
import org.rflow.model.Connection;
import org.rflow.model.Flow;
import org.rflow.model.Shard;

/** A flow in the DOT language of Graphviz. */
final class DotGraph {
    private final Flow flow;
    private final StringBuilder text = new StringBuilder();

    DotGraph(Flow flow) {
        this.flow = flow;
    }

    String text() {
        text.append("digraph ").append(quoted(flow.name())).append(" {\n");
        text.append("    rankdir=LR;\n");
        text.append("    fontname=\"sans-serif\";\n");
        text.append("    node [shape=box, style=rounded, fontname=\"sans-serif\"];\n");
        text.append("    edge [fontname=\"sans-serif\", fontsize=10];\n");
        int number = 0;
        for (Shard shard : flow.shards()) {
            append(shard, number++);
        }
        flow.connections().forEach(this::append);
        return text.append("}\n").toString();
    }

    private void append(Shard shard, int number) {
        text.append("    subgraph cluster_").append(number).append(" {\n");
        text.append("        label=").append(quoted(Captions.of(shard))).append(";\n");
        for (ComponentSpec component : shard.components()) {
            text.append("        ").append(quoted(component.name())).append(" [label=");
            text.append(quoted(component.name() + "\n" + component.type())).append("];\n");
        }
        text.append("    }\n");
    }

    private void append(Connection connection) {
        text.append("    ").append(quoted(connection.from().component())).append(" -> ");
        text.append(quoted(connection.to().component())).append(" [label=");
        text.append(quoted(Captions.ports(connection) + "\n" + Captions.of(connection)));
        text.append(connection.feedback() ? ", style=dashed, constraint=false];\n" : "];\n");
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
    }
}
