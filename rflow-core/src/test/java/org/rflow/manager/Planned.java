package org.rflow.manager;

import java.util.List;
import org.rflow.config.FlowBuilder;
import org.rflow.config.Flows;
import org.rflow.model.ComponentType;
import org.rflow.model.Flow;
import org.rflow.model.PortDirection;
import org.rflow.model.PortType;
import org.rflow.model.RestartStrategy;
import org.rflow.plan.Planner;

/** Planned flows of components that exist only on paper. */
final class Planned {
    private static final PortType IN = new PortType("in", PortDirection.INPUT, "");
    private static final PortType OUT = new PortType("out", PortDirection.OUTPUT, "");

    private Planned() {}

    static Flow plan(Flow flow) {
        return new Planner(List.of(type("source", OUT), type("pipe", IN, OUT), type("sink", IN))).plan(flow);
    }

    private static ComponentType type(String name, PortType... ports) {
        return new ComponentType(
                name, "x." + name, "", List.of(ports), List.of(), name.equals("source"), false, "", "test");
    }

    /** read → parse (2 processes) → count; nothing is restarted. */
    static FlowBuilder birdstrikes() {
        return supervised().setting("rflow.restart", "never");
    }

    /** The same, and what fails is restarted. */
    static FlowBuilder supervised() {
        return Flows.flow("birdstrikes")
                .shard("read", 1)
                .component("read", "source")
                .endShard()
                .shard("parse", 2)
                .component("parse", "pipe")
                .endShard()
                .shard("count", 1)
                .component("count", "sink")
                .endShard();
    }

    static Flow chain() {
        return plan(birdstrikes()
                .connect("read#out", "parse#in")
                .connect("parse#out", "count#in")
                .build());
    }

    /** The same, where parse takes others along. */
    static FlowBuilder supervised(RestartStrategy strategy) {
        return Flows.flow("birdstrikes")
                .shard("read", 1)
                .component("read", "source")
                .endShard()
                .shard("parse", 2)
                .strategy(strategy)
                .component("parse", "pipe")
                .endShard()
                .shard("count", 1)
                .component("count", "sink")
                .endShard();
    }

    /** read → work (2 threads). */
    static Flow threads() {
        return Flows.flow("threads")
                .shard("read", 1)
                .component("read", "source")
                .endShard()
                .threads("work", 2)
                .component("work", "sink")
                .endShard()
                .connect("read#out", "work#in")
                .build();
    }

    static Flow supervisedChain() {
        return plan(supervised()
                .connect("read#out", "parse#in")
                .connect("parse#out", "count#in")
                .build());
    }

    /** The same with a broker between read and parse. */
    static Flow brokered() {
        return plan(birdstrikes()
                .connect("read#out", "parse#in")
                .broker()
                .connect("parse#out", "count#in")
                .build());
    }
}
