package org.rflow.manager;

import java.util.List;
import org.rflow.config.FlowBuilder;
import org.rflow.config.Flows;
import org.rflow.model.ComponentType;
import org.rflow.model.Flow;
import org.rflow.model.PortDirection;
import org.rflow.model.PortType;
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
        return new ComponentType(name, "x." + name, "", List.of(ports), List.of(), name.equals("source"), "test");
    }

    /** read → parse (2 processes) → count. */
    static FlowBuilder birdstrikes() {
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

    /** The same with a broker between read and parse. */
    static Flow brokered() {
        return plan(birdstrikes()
                .connect("read#out", "parse#in")
                .broker()
                .connect("parse#out", "count#in")
                .build());
    }
}
