package org.rflow.cli;

import java.util.ArrayList;
import java.util.List;
import org.rflow.bus.FlowStatus;
import org.rflow.model.Counts;

/** What both ends of each connection have counted, for people: a line each. */
final class LedgerText {
    private LedgerText() {}

    static List<String> lines(FlowStatus status) {
        TextTable table = new TextTable(
                "connection",
                "end",
                "guarantee",
                ">messages",
                ">safe",
                ">again",
                ">in flight",
                ">dropped",
                ">unaccounted");
        for (FlowStatus.ConnectionStatus connection : status.connections()) {
            FlowStatus.Ends ends = connection.ends();
            String unaccounted = Figures.count(connection.unaccounted());
            row(table, List.of(connection.name(), "sent", ends.guarantee()), ends.output(), unaccounted);
            row(table, List.of("", "received", ""), ends.input(), "");
        }
        List<String> lines = new ArrayList<>(table.lines());
        lines.add("");
        lines.add("safe: need not be sent again. again: sent once more; received once more and left out.");
        return lines;
    }

    private static void row(TextTable table, List<String> words, Counts counts, String unaccounted) {
        table.row(
                words.get(0),
                words.get(1),
                words.get(2),
                Figures.count(counts.messages()),
                Figures.count(counts.acknowledged()),
                Figures.count(counts.redelivered()),
                Figures.count(counts.inFlight()),
                Figures.count(counts.dropped()),
                unaccounted);
    }
}
