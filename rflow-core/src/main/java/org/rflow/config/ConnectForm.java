package org.rflow.config;

import java.util.ArrayList;
import java.util.List;
import org.rflow.model.SourceLocation;

/** Unfolds {@code connect:} with a list of pairs (RF-57) into one connection a pair, so that each has an index of its own. */
final class ConnectForm {
    private static final String CONNECTIONS = "connections";
    private static final String CONNECT = "connect";

    private ConnectForm() {}

    static RawNode unfold(RawNode root) {
        if (!(root instanceof RawNode.Entries flow) || flow.list(CONNECTIONS).isEmpty()) {
            return root;
        }
        List<RawNode> connections = new ArrayList<>();
        for (RawNode connection : flow.list(CONNECTIONS)) {
            unfold(connection, connections);
        }
        RawNode.Entry old = flow.entries().get(CONNECTIONS);
        SourceLocation keyPlace = old == null ? flow.place() : old.keyPlace();
        RawNode.Items unfolded = new RawNode.Items(connections, flow.place());
        return flow.with(CONNECTIONS, new RawNode.Entry(keyPlace, unfolded));
    }

    private static void unfold(RawNode connection, List<RawNode> connections) {
        if (!(connection instanceof RawNode.Entries map) || map.list(CONNECT).isEmpty()) {
            connections.add(connection);
            return;
        }
        for (RawNode pair : map.list(CONNECT)) {
            RawNode.Entries one = map.with(CONNECT, new RawNode.Entry(pair.place(), pair));
            connections.add(new RawNode.Entries(one.entries(), pair.place()));
        }
    }
}
