package org.rflow.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.rflow.config.ConnectionBuilder;
import org.rflow.config.FlowBuilder;
import org.rflow.config.Flows;
import org.rflow.model.Connection;
import org.rflow.model.Flow;

/** Flows that several tests plan. */
final class TestingFlows {
    private TestingFlows() {}

    /** Shards of 1, 3, 2 and 2 workers with two many-to-many connections (RF-80). */
    static Flow sharded(boolean brokers) {
        FlowBuilder flow = Flows.flow("sharded")
                .component("integers3", "generate_integers", Map.of("start", "100", "finish", "105"))
                .component("output1", "file_out", Map.of("path", "out1"))
                .component("output2", "file_out", Map.of("path", "out2"))
                .component("output3", "file_out", Map.of("path", "out3"))
                .shard("s1", 3)
                .component("integers1", "generate_integers", Map.of("start", "0", "finish", "10"))
                .endShard()
                .shard("s2", 2)
                .component("integers2", "generate_integers", Map.of("start", "20", "finish", "30"))
                .endShard()
                .shard("s3", 2)
                .component("output_all", "file_out", Map.of("path", "out_all"))
                .endShard();
        flow.connect("integers1#out", "output1#in");
        flow.connect("integers2#out", "output2#in");
        flow.connect("integers3#out", "output3#in");
        ConnectionBuilder first = flow.connect("integers1#out", "output_all#in");
        ConnectionBuilder second = flow.connect("integers2#out", "output_all#in");
        if (brokers) {
            first.broker();
            second.broker();
        }
        flow.connect("integers3#out", "output_all#in");
        return flow.build();
    }

    static List<UUID> uuids(Flow flow) {
        List<UUID> uuids = new ArrayList<>();
        flow.shards().forEach(shard -> uuids.add(shard.uuid()));
        flow.components().forEach(component -> {
            uuids.add(component.uuid());
            component.ports().forEach(port -> uuids.add(port.uuid()));
        });
        flow.workers().forEach(worker -> uuids.addAll(List.of(worker.uuid(), worker.host())));
        for (Connection connection : flow.connections()) {
            uuids.add(connection.uuid());
            if (connection.brokered()) {
                uuids.add(connection.broker());
            }
        }
        return uuids;
    }
}
