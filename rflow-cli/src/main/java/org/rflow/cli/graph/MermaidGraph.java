package org.rflow.cli.graph;

import java.util.HashMap;
import java.util.Map;
import org.rflow.model.ComponentSpec;
import org.rflow.model.Connection;
import org.rflow.model.Flow;
import org.rflow.model.Shard;

/** A flow as a Mermaid flowchart, which GitHub and many editors draw. */
final class MermaidGraph {
    private final Flow flow;
    private final Map<String, String> ids = new HashMap<>();
    private final StringBuilder text = new StringBuilder();

    MermaidGraph(Flow flow) {
        this.flow = flow;
    }

    String text() {
        text.append("---\ntitle: \"").append(escaped(flow.name())).append("\"\n---\nflowchart LR\n");
        int number = 0;
        for (Shard shard : flow.shards()) {
            append(shard, "s" + number++);
        }
        flow.connections().forEach(this::append);
        return text.toString();
    }

    private void append(Shard shard, String id) {
        text.append("    subgraph ")
                .append(id)
                .append("[\"")
                .append(escaped(Captions.of(shard)))
                .append("\"]\n");
        for (ComponentSpec component : shard.components()) {
            String node = "c" + ids.size();
            ids.put(component.name(), node);
            text.append("        ").append(node).append("[\"").append(escaped(component.name()));
            text.append("<br/><i>").append(escaped(component.type())).append("</i>\"]\n");
        }
        text.append("    end\n");
    }

    private void append(Connection connection) {
        text.append("    ").append(id(connection.from().component()));
        text.append(connection.feedback() ? " -.->|\"" : " -->|\"");
        text.append(escaped(Captions.ports(connection))).append("<br/>");
        text.append(escaped(Captions.of(connection))).append("\"| ");
        text.append(id(connection.to().component())).append('\n');
    }

    private String id(String component) {
        return ids.getOrDefault(component, component);
    }

    // Mermaid's own entities: quotes end a text, # begins an entity
    private static String escaped(String text) {
        return text.replace("#", "#35;")
                .replace("\"", "#quot;")
                .replace("<", "#lt;")
                .replace(">", "#gt;");
    }
}
