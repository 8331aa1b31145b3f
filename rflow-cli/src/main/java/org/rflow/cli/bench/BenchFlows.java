package org.rflow.cli.bench;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.rflow.cli.bench.ends.NumberRelay;
import org.rflow.cli.bench.ends.NumberSink;
import org.rflow.cli.bench.ends.NumberSource;
import org.rflow.cli.bench.ends.PacedSource;
import org.rflow.cli.bench.ends.Ping;
import org.rflow.config.FlowBuilder;
import org.rflow.config.Flows;
import org.rflow.model.Flow;

/** The flows that are measured; each component in a process of its own unless the name says otherwise. */
final class BenchFlows {
    private static final String NAME = "bench";
    private static final String SOURCE = NumberSource.class.getName();
    private static final String RELAY = NumberRelay.class.getName();
    private static final String SINK = NumberSink.class.getName();

    private BenchFlows() {}

    /** {@code source → sink}. */
    static Flow hop(Room room, int size) {
        return Flows.flow(NAME)
                .shard("source", 1)
                .component("send", SOURCE, sending(room, size))
                .endShard()
                .shard("sink", 1)
                .component("receive", SINK, receiving(room, "many"))
                .endShard()
                .connect("send#out", "receive#in")
                .build();
    }

    /** {@code source → relay → sink}. */
    static Flow relay(Room room, int size, boolean look) {
        return Flows.flow(NAME)
                .shard("source", 1)
                .component("send", SOURCE, sending(room, size))
                .endShard()
                .shard("relay", 1)
                .component("pass", RELAY, Map.of("look", Boolean.toString(look)))
                .endShard()
                .shard("sink", 1)
                .component("receive", SINK, receiving(room, "many"))
                .endShard()
                .connect("send#out", "pass#in")
                .connect("pass#out", "receive#in")
                .build();
    }

    /** {@code source → relay → sink} in one process. */
    static Flow fused(Room room, int size) {
        return Flows.flow(NAME)
                .component("send", SOURCE, sending(room, size))
                .component("pass", RELAY)
                .component("receive", SINK, receiving(room, "many"))
                .connect("send#out", "pass#in")
                .connect("pass#out", "receive#in")
                .build();
    }

    /** {@code source → every sink}. */
    static Flow broadcast(Room room, int size, int sinks) {
        return Flows.flow(NAME)
                .shard("source", 1)
                .component("send", SOURCE, sending(room, size))
                .endShard()
                .shard("sink", sinks)
                .component("receive", SINK, receiving(room, "many"))
                .endShard()
                .connect("send#out", "receive#in")
                .broadcast()
                .build();
    }

    /** {@code ping → relay → ping}. */
    static Flow roundTrip(Room room, int size) {
        Map<String, String> options = new HashMap<>(window(room));
        options.put("size", Integer.toString(size));
        return Flows.flow(NAME)
                .shard("ping", 1)
                .component("ping", Ping.class.getName(), options)
                .endShard()
                .shard("pong", 1)
                .component("pong", RELAY)
                .endShard()
                .connect("ping#out", "pong#in")
                .connect("pong#out", "ping#in")
                .build();
    }

    /** {@code source → sink} at a fixed rate. */
    static Flow paced(Room room, int size, int rate) {
        Map<String, String> options = new HashMap<>(sending(room, size));
        options.put("rate", Integer.toString(rate));
        FlowBuilder flow = Flows.flow(NAME)
                .shard("source", 1)
                .component("send", PacedSource.class.getName(), options)
                .endShard();
        return flow.shard("sink", 1)
                .component("receive", SINK, receiving(room, "times"))
                .endShard()
                .connect("send#out", "receive#in")
                .build();
    }

    private static Map<String, String> sending(Room room, int size) {
        return Map.of(
                "size", Integer.toString(size), "sending", millis(room.timing().sending()));
    }

    private static Map<String, String> receiving(Room room, String mode) {
        Map<String, String> options = new HashMap<>(window(room));
        options.put("mode", mode);
        return options;
    }

    private static Map<String, String> window(Room room) {
        return Map.of(
                "warm_up", millis(room.timing().warmUp()),
                "window", millis(room.timing().window()),
                "report", room.directory().toString());
    }

    private static String millis(Duration time) {
        return time.toMillis() + "ms";
    }
}
