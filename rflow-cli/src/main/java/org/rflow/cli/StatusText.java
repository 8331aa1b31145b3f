package org.rflow.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.rflow.bus.FlowStatus;
import org.rflow.bus.LetterCount;

/** A flow's status for people. */
final class StatusText {
    private StatusText() {}

    static List<String> lines(FlowStatus status, Instant now) {
        List<String> lines = new ArrayList<>();
        String detail = status.detail().isEmpty() ? "" : ", " + status.detail();
        lines.add(status.flow() + ": " + status.state() + detail + ", revision " + status.revision() + ", up "
                + since(status.startedMillis(), now));
        lines.add("");
        lines.addAll(workers(status, now));
        lines.add("");
        lines.addAll(connections(status));
        if (!status.deadLetters().isEmpty()) {
            lines.add("");
            lines.addAll(deadLetters(status));
        }
        for (FlowStatus.WorkerStatus worker : status.workers()) {
            FlowStatus.Health health = worker.health();
            if (!health.lastExit().isEmpty()) {
                lines.add("last exit of " + worker.name() + ", " + since(health.lastExitMillis(), now) + " ago: "
                        + health.lastExit());
            }
            if (!worker.lastError().isEmpty()) {
                lines.add("last error of " + worker.name() + ": " + worker.lastError());
            }
        }
        return lines;
    }

    private static List<String> workers(FlowStatus status, Instant now) {
        TextTable table = new TextTable(
                "worker", ">pid", "state", ">uptime", ">beacon", ">restarts", ">cpu", ">memory", "inside");
        for (FlowStatus.WorkerStatus worker : status.workers()) {
            table.row(
                    worker.name(),
                    worker.pid() == 0 ? "-" : Long.toString(worker.pid()),
                    worker.state(),
                    since(worker.startedMillis(), now),
                    worker.beaconAgeMillis() < 0 ? "-" : worker.beaconAgeMillis() + " ms",
                    Integer.toString(worker.restarts()),
                    cpu(worker.health()),
                    worker.health().memoryBytes() < 0
                            ? "-"
                            : Figures.bytes(worker.health().memoryBytes()),
                    worker.inside());
        }
        return table.lines();
    }

    private static List<String> connections(FlowStatus status) {
        TextTable table = new TextTable(
                "connection",
                "delivery",
                "wire",
                ">sent",
                ">received",
                ">in flight",
                ">dropped",
                ">unaccounted",
                ">bytes");
        for (FlowStatus.ConnectionStatus connection : status.connections()) {
            table.row(
                    connection.name(),
                    connection.delivery(),
                    connection.wire(),
                    Figures.count(connection.sent()),
                    Figures.count(connection.received()),
                    Figures.count(connection.inFlight()),
                    Figures.count(connection.dropped()),
                    Figures.count(connection.unaccounted()),
                    Figures.bytes(connection.bytes()));
        }
        return table.lines();
    }

    private static List<String> deadLetters(FlowStatus status) {
        TextTable table = new TextTable("component", ">dead letters", "");
        for (LetterCount letters : status.deadLetters()) {
            table.row(
                    letters.component(),
                    Figures.count(letters.waiting()),
                    "rflow dead-letters list --component " + letters.component());
        }
        return table.lines();
    }

    private static String cpu(FlowStatus.Health health) {
        return health.cpuMillis() < 0 ? "-" : Figures.time(Duration.ofMillis(health.cpuMillis()));
    }

    private static String since(long millis, Instant now) {
        return millis == 0 ? "-" : Figures.time(Duration.between(Instant.ofEpochMilli(millis), now));
    }
}
