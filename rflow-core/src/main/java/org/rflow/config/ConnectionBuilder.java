package org.rflow.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.rflow.model.Connection;
import org.rflow.model.Delivery;
import org.rflow.model.Flow;
import org.rflow.model.Guarantee;
import org.rflow.model.Overflow;
import org.rflow.model.Wire;

/** Builds a connection of a {@link FlowBuilder}, round-robin and best-effort unless told otherwise. Not thread safe. */
public final class ConnectionBuilder {
    private final FlowBuilder flow;
    private final Connection ends;
    private final Map<String, String> options = new LinkedHashMap<>();
    private Delivery delivery = Delivery.ROUND_ROBIN;
    private Optional<String> by = Optional.empty();
    private Guarantee guarantee = Guarantee.BEST_EFFORT;
    private Wire wire = Wire.AUTO;
    private boolean brokered;

    ConnectionBuilder(FlowBuilder flow, Connection ends) {
        this.flow = flow;
        this.ends = ends;
    }

    public ConnectionBuilder broadcast() {
        delivery = Delivery.BROADCAST;
        return this;
    }

    /** The same value of the field or property always goes to the same worker. */
    public ConnectionBuilder keyedBy(String field) {
        delivery = Delivery.KEYED;
        by = Optional.of(field);
        return this;
    }

    public ConnectionBuilder atLeastOnce() {
        guarantee = Guarantee.AT_LEAST_ONCE;
        return this;
    }

    /** What happens when the receivers do not keep up. */
    public ConnectionBuilder overflow(Overflow overflow) {
        return option(Overflow.OPTION, overflow.text());
    }

    public ConnectionBuilder wire(Wire chosen) {
        wire = chosen;
        return this;
    }

    public ConnectionBuilder broker() {
        brokered = true;
        return this;
    }

    public ConnectionBuilder option(String name, String value) {
        options.put(name, value);
        return this;
    }

    /** The next connection. */
    public ConnectionBuilder connect(String from, String to) {
        return flow.connect(from, to);
    }

    public Flow build() {
        return flow.build();
    }

    Connection make() {
        return new Connection(
                ends.uuid(),
                ends.from(),
                ends.to(),
                delivery,
                by,
                guarantee,
                wire,
                brokered,
                ends.broker(),
                ends.feedback(),
                ends.output(),
                ends.input(),
                options);
    }
}
