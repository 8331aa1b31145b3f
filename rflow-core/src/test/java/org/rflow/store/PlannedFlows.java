package org.rflow.store;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.rflow.model.ComponentSpec;
import org.rflow.model.Connection;
import org.rflow.model.Delivery;
import org.rflow.model.Flow;
import org.rflow.model.Guarantee;
import org.rflow.model.Ids;
import org.rflow.model.Port;
import org.rflow.model.PortDirection;
import org.rflow.model.PortRef;
import org.rflow.model.RestartPolicy;
import org.rflow.model.Shard;
import org.rflow.model.ShardType;
import org.rflow.model.SocketEnd;
import org.rflow.model.Wire;
import org.rflow.model.Worker;

/** Planned flows in which every column has a value of its own. */
final class PlannedFlows {
    private PlannedFlows() {}

    /** Two shards, five ports, four connections of every kind. */
    static Flow birds() {
        ComponentSpec read = component("read", Map.of("path", "a\nb\"c\\d\tü 🐦\0"), output("out"));
        ComponentSpec foreign = new ComponentSpec(
                UUID.randomUUID(), "foreign", "com.example.Foreign", false, Map.of(), List.of(input("in")));
        Shard first = new Shard(
                UUID.randomUUID(),
                Shard.DEFAULT,
                ShardType.PROCESS,
                1,
                RestartPolicy.NEVER,
                Map.of(),
                List.of(read, foreign),
                workers(Shard.DEFAULT, 1));
        Map<String, String> ordered = new LinkedHashMap<>();
        for (String name : List.of("z", "a", "m", "B")) {
            ordered.put(name, "value of " + name);
        }
        ComponentSpec parse = component("parse", ordered, input("in"), output("out"));
        Shard second = new Shard(
                UUID.randomUUID(),
                "parsing",
                ShardType.THREAD,
                3,
                RestartPolicy.ON_FAILURE,
                Map.of("jvm", "-Xmx64m"),
                List.of(parse, component("sink", Map.of(), input("in"))),
                workers("parsing", 3));
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("rflow.log_level", "DEBUG");
        settings.put("mysetting", "myvalue");
        settings.put("empty", "");
        settings.put("another", "1");
        return new Flow("birds", 0, settings, List.of(first, second), connections());
    }

    /** The smallest flow there is. */
    static Flow small(String name) {
        ComponentSpec only = component("only", Map.of());
        Shard shard = new Shard(
                UUID.randomUUID(),
                Shard.DEFAULT,
                ShardType.PROCESS,
                1,
                RestartPolicy.ALWAYS,
                Map.of(),
                List.of(only),
                workers(Shard.DEFAULT, 1));
        return new Flow(name, 0, Map.of(), List.of(shard), List.of());
    }

    private static List<Connection> connections() {
        return List.of(
                connection("read#out", "parse#in", Wire.LINK, Ids.NONE, Optional.empty()),
                connection("read#out[even]", "foreign#in[]", Wire.DIRECT, Ids.NONE, Optional.of("phase")),
                connection("parse#out[0]", "sink#in", Wire.OPEN, UUID.randomUUID(), Optional.empty()),
                connection("parse#out", "sink#in", Wire.LINK, Ids.NONE, Optional.empty()));
    }

    private static Connection connection(String from, String to, Wire wire, UUID broker, Optional<String> by) {
        return new Connection(
                UUID.randomUUID(),
                PortRef.parse(from),
                PortRef.parse(to),
                by.isPresent() ? Delivery.KEYED : Delivery.BROADCAST,
                by,
                by.isPresent() ? Guarantee.AT_LEAST_ONCE : Guarantee.BEST_EFFORT,
                wire,
                !Ids.isNone(broker),
                broker,
                from.startsWith("parse"),
                wire == Wire.DIRECT ? SocketEnd.NONE : new SocketEnd("DEALER", "tcp://127.0.0.1:*", "connect"),
                new SocketEnd("ROUTER", "tcp://127.0.0.1:" + (from + to).length(), "bind"),
                Map.of("overflow", "wait"));
    }

    private static ComponentSpec component(String name, Map<String, String> options, Port... ports) {
        return new ComponentSpec(UUID.randomUUID(), name, name + "_type", true, options, List.of(ports));
    }

    private static Port input(String name) {
        return new Port(UUID.randomUUID(), name, PortDirection.INPUT);
    }

    private static Port output(String name) {
        return new Port(UUID.randomUUID(), name, PortDirection.OUTPUT);
    }

    private static List<Worker> workers(String shard, int count) {
        UUID host = UUID.randomUUID();
        return IntStream.rangeClosed(1, count)
                .mapToObj(index -> new Worker(UUID.randomUUID(), shard + "-" + index, index, host))
                .toList();
    }
}
