package org.rflow.cli;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;

/** A run at one moment, as a display shows it. */
record RunSnapshot(String flow, String state, Duration elapsed, List<Row> connections) {
    RunSnapshot {
        requireNonNull(flow, "flow");
        requireNonNull(state, "state");
        requireNonNull(elapsed, "elapsed");
        connections = List.copyOf(connections);
    }

    /** One connection: messages so far, and how many a second were received since the counts before. */
    record Row(String name, long sent, long received, long inFlight, long dropped, double perSecond) {
        Row {
            requireNonNull(name, "name");
        }
    }

    long received() {
        return connections.stream().mapToLong(Row::received).sum();
    }

    long inFlight() {
        return connections.stream().mapToLong(Row::inFlight).sum();
    }

    long dropped() {
        return connections.stream().mapToLong(Row::dropped).sum();
    }

    double perSecond() {
        return connections.stream().mapToDouble(Row::perSecond).sum();
    }

    /** The connections as a table. */
    List<String> table() {
        TextTable table = new TextTable("connection", ">messages", ">rate", ">in flight", ">dropped");
        connections.forEach(row -> table.row(
                row.name(),
                Figures.count(row.received()),
                Figures.rate(row.perSecond()),
                Figures.count(row.inFlight()),
                Figures.count(row.dropped())));
        return table.lines();
    }
}
