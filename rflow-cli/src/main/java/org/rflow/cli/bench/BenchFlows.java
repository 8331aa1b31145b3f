package org.rflow.cli.bench;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.rflow.cli.bench.ends.NumberRelay;
import org.rflow.cli.bench.ends.NumberSink;
import org.rflow.cli.bench.ends.NumberSource;
import org.rflow.cli.bench.ends.PacedSource;
import org.rflow.cli.bench.ends.Payload;
import org.rflow.cli.bench.ends.Ping;
import org.rflow.cli.bench.ends.RecordSink;
import org.rflow.cli.bench.ends.RecordSource;
import org.rflow.cli.bench.ends.RecordTransform;
import org.rflow.config.ConnectionBuilder;
import org.rflow.config.FlowBuilder;
import org.rflow.config.Flows;
import org.rflow.model.Flow;
import org.rflow.model.Setting;

/** The flows that are measured; each component in a process of its own unless the name says otherwise. */
final class BenchFlows {
    private static final String NAME = "bench";
    private static final String SOURCE = NumberSource.class.getName();
    private static final String RELAY = NumberRelay.class.getName();
    private static final String SINK = NumberSink.class.getName();

    private BenchFlows() {}

    /** {@code source → sink}. */
    static Flow hop(Room room, int size) {
        return hop(Flows.flow(NAME), room, size);
    }

    /** {@code source → sink} whose workers send beacons and counts that often; none is missed. */
    static Flow watchedHop(Room room, int size, String interval) {
        FlowBuilder flow = Flows.flow(NAME)
                .setting(Setting.BEACON_INTERVAL.key(), interval)
                .setting(Setting.BEACON_MISSES.key(), "1000000");
        return hop(flow, room, size);
    }

    private static Flow hop(FlowBuilder flow, Room room, int size) {
        return hop(flow, room, sending(room, size)).build();
    }

    private static ConnectionBuilder hop(FlowBuilder flow, Room room, Map<String, String> sending) {
        return flow.shard("source", 1)
                .component("send", SOURCE, sending)
                .endShard()
                .shard("sink", 1)
                .component("receive", SINK, receiving(room, "many"))
                .endShard()
                .connect("send#out", "receive#in");
    }

    /** {@code source → sink}, where nothing may be lost. */
    static Flow promisedHop(Room room, int size) {
        Map<String, String> sending = new HashMap<>(sending(room, size));
        sending.put("positions", "true");
        return hop(Flows.flow(NAME), room, sending).atLeastOnce().build();
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
        return ping(room, size)
                .connect("ping#out", "pong#in")
                .connect("pong#out", "ping#in")
                .build();
    }

    /** The same, where no request may be lost; the way back closes a cycle and can promise nothing. */
    static Flow promisedRoundTrip(Room room, int size) {
        return ping(room, size)
                .connect("ping#out", "pong#in")
                .atLeastOnce()
                .connect("pong#out", "ping#in")
                .build();
    }

    private static FlowBuilder ping(Room room, int size) {
        Map<String, String> options = new HashMap<>(window(room));
        options.put("size", Integer.toString(size));
        return Flows.flow(NAME)
                .shard("ping", 1)
                .component("ping", Ping.class.getName(), options)
                .endShard()
                .shard("pong", 1)
                .component("pong", RELAY)
                .endShard();
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

    /** {@code source → sink} of records. */
    static Flow typedHop(Room room) {
        return Flows.flow(NAME)
                .shard("source", 1)
                .component("send", RecordSource.class.getName(), sending(room))
                .endShard()
                .shard("sink", 1)
                .component("receive", RecordSink.class.getName(), window(room))
                .endShard()
                .connect("send#out", "receive#in")
                .build();
    }

    /** {@code source → transform → sink} of records. */
    static Flow transform(Room room) {
        return Flows.flow(NAME)
                .shard("source", 1)
                .component("send", RecordSource.class.getName(), sending(room))
                .endShard()
                .shard("transform", 1)
                .component("change", RecordTransform.class.getName())
                .endShard()
                .shard("sink", 1)
                .component("receive", RecordSink.class.getName(), window(room))
                .endShard()
                .connect("send#out", "change#in")
                .connect("change#out", "receive#in")
                .build();
    }

    /** {@code source → one of five sinks} that take 1 ms for a message; the first takes 10 ms. */
    static Flow slowSibling(Room room, int sinks) {
        Map<String, String> options = new HashMap<>(receiving(room, "share"));
        options.put("sleep", "1ms");
        options.put("slower", "10");
        return Flows.flow(NAME)
                .shard("source", 1)
                .component("send", SOURCE, sending(room, Payload.LEAST))
                .endShard()
                .shard("sink", sinks)
                .component("receive", SINK, options)
                .endShard()
                .connect("send#out", "receive#in")
                .option("window_records", "100")
                .build();
    }

    /** Workers with nothing to do. */
    static Flow idle(int workers) {
        return Flows.flow(NAME)
                .shard("idle", workers)
                .component("rest", RELAY)
                .endShard()
                .build();
    }

    private static Map<String, String> sending(Room room) {
        return Map.of("sending", millis(room.timing().sending()));
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
