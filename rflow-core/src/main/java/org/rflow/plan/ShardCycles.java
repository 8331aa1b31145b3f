package org.rflow.plan;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.rflow.model.Connection;
import org.rflow.model.Flow;
import org.rflow.model.Guarantee;
import org.rflow.model.Overflow;
import org.rflow.model.Shard;
import org.rflow.model.Wire;

/**
 * Finds the at-least-once connections that lead back into a shard they came from. A worker acknowledges what it received when all that it
 * had sent by then is safe, so workers in a circle would wait for each other for ever, though their components are in none.
 */
final class ShardCycles {
    private static final String UNNAMED = "";

    private ShardCycles() {}

    /** The indexes of those connections. */
    static BitSet of(Flow written) {
        Flow flow = Externals.apart(written);
        FlowIndex index = new FlowIndex(flow);
        BitSet closing = new BitSet();
        List<String> shards =
                new ArrayList<>(flow.shards().stream().map(Shard::name).toList());
        shards.add(UNNAMED);
        Digraph kept = new Digraph(shards.size());
        for (int i = 0; i < flow.connections().size(); i++) {
            Connection connection = flow.connections().get(i);
            if (isAcknowledged(index, connection)) {
                int from = shards.indexOf(shard(index, connection.from().component()));
                int to = shards.indexOf(shard(index, connection.to().component()));
                if (kept.reaches(to, from)) {
                    closing.set(i);
                } else {
                    kept.add(from, to);
                }
            }
        }
        return closing;
    }

    /** Between workers, and not refused anyway. */
    private static boolean isAcknowledged(FlowIndex index, Connection connection) {
        return connection.guarantee() == Guarantee.AT_LEAST_ONCE
                && !Overflow.of(connection).isDropping()
                && Sockets.wire(index, connection) == Wire.LINK;
    }

    private static String shard(FlowIndex index, String component) {
        return index.shardOf(component).map(Shard::name).orElse(UNNAMED);
    }
}
