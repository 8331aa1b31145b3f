package org.rflow.cli.graph;

import java.util.ArrayList;
import java.util.List;
import org.rflow.model.Connection;
import org.rflow.model.Guarantee;
import org.rflow.model.PortRef;
import org.rflow.model.Shard;
import org.rflow.model.ShardType;
import org.rflow.model.Wire;

/** The words on a drawing, the same in every format. */
final class Captions {
    private Captions() {}

    /** {@code parsing: 2 processes}. */
    static String of(Shard shard) {
        String unit = shard.type() == ShardType.THREAD ? "thread" : shard.count() == 1 ? "process" : "processe";
        return shard.name() + ": " + shard.count() + " " + unit + (shard.count() == 1 ? "" : "s");
    }

    /** {@code keyed by phase, at-least-once}: the delivery, and whatever else is out of the ordinary. */
    static String of(Connection connection) {
        List<String> words = new ArrayList<>();
        words.add(connection.delivery().text()
                + connection.by().map(by -> " by " + by).orElse(""));
        if (connection.guarantee() == Guarantee.AT_LEAST_ONCE) {
            words.add(connection.guarantee().text());
        }
        if (connection.brokered()) {
            words.add("broker");
        } else if (connection.wire() == Wire.OPEN) {
            words.add("open wire");
        }
        if (connection.feedback()) {
            words.add("feedback");
        }
        return String.join(", ", words);
    }

    /** {@code out[even]}. */
    static String port(PortRef ref) {
        return ref.port() + ref.key().map(key -> "[" + key + "]").orElse("");
    }

    /** {@code out → in}. */
    static String ports(Connection connection) {
        return port(connection.from()) + " \u2192 " + port(connection.to());
    }
}
