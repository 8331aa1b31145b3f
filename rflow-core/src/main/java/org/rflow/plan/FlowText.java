package org.rflow.plan;

import java.util.Map;
import org.rflow.model.ComponentSpec;
import org.rflow.model.Connection;
import org.rflow.model.Flow;
import org.rflow.model.Guarantee;
import org.rflow.model.Shard;
import org.rflow.model.SocketEnd;

/** A flow as a person reads it: settings, shards with their components, and where each output port leads (RF-47). */
public final class FlowText {
    private static final String INDENT = "  ";

    private FlowText() {}

    public static String of(Flow flow) {
        StringBuilder text = new StringBuilder("flow " + flow.name() + "\n");
        text.append("settings:\n");
        flow.settings().forEach((name, value) -> line(text, 1, name + " = " + value));
        text.append("shards:\n");
        flow.shards().forEach(shard -> shard(text, shard));
        text.append("connections:\n");
        flow.shards().stream()
                .flatMap(shard -> shard.components().stream())
                .forEach(component -> flow.connections().stream()
                        .filter(connection -> connection.from().component().equals(component.name()))
                        .forEach(connection -> connection(text, connection)));
        return text.toString();
    }

    private static void shard(StringBuilder text, Shard shard) {
        line(
                text,
                1,
                shard.name() + ": " + shard.type().text() + ", count " + shard.count() + ", restart "
                        + shard.restart().text() + options(shard.options()));
        for (ComponentSpec component : shard.components()) {
            line(text, 2, component.name() + ": " + component.type() + options(component.options()));
        }
    }

    private static void connection(StringBuilder text, Connection connection) {
        StringBuilder how = new StringBuilder(connection.delivery().text());
        connection.by().ifPresent(by -> how.append(" by ").append(by));
        if (connection.guarantee() != Guarantee.BEST_EFFORT) {
            how.append(", ").append(connection.guarantee().text());
        }
        how.append(", ").append(connection.wire().text());
        how.append(connection.brokered() ? ", brokered" : "").append(connection.feedback() ? ", feedback" : "");
        line(text, 1, connection.name() + ": " + how);
        end(text, "output", connection.output());
        end(text, "input", connection.input());
    }

    private static void end(StringBuilder text, String side, SocketEnd end) {
        if (!end.equals(SocketEnd.NONE)) {
            line(text, 2, side + ": " + end.socketType() + " " + end.responsibility() + " " + end.address());
        }
    }

    private static String options(Map<String, String> options) {
        return options.isEmpty() ? "" : " " + options;
    }

    private static void line(StringBuilder text, int depth, String line) {
        text.append(INDENT.repeat(depth)).append(line).append('\n');
    }
}
