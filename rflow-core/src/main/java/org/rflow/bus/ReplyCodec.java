package org.rflow.bus;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rflow.model.Counts;
import org.rflow.model.Endpoint;
import org.rflow.model.PortDirection;
import org.rflow.model.WorkerState;

/** Replies, reports, counts and endpoints as fields of {@code Reply.avsc}, {@code Metrics.avsc} and {@code Connect.avsc}. */
final class ReplyCodec {
    private ReplyCodec() {}

    static void write(Reply reply, BodyWriter out) {
        out.optionalText(reply.error())
                .list(reply.endpoints(), ReplyCodec::writeEndpoint)
                .optional(reply.report(), ReplyCodec::writeReport)
                .text(reply.text())
                .list(reply.report().map(Report::counts).orElse(List.of()), ReplyCodec::writeSafety);
    }

    static Reply read(BodyReader in) {
        Optional<String> error = in.trailing(BodyReader::optionalText, Optional.empty());
        List<Endpoint> endpoints = in.trailing(ReplyCodec::readEndpoints, List.of());
        Optional<Report> report = in.trailing(ReplyCodec::readReports, Optional.empty());
        String text = in.trailing(BodyReader::text, "");
        List<Safety> safety = in.trailing(ReplyCodec::readSafety, List.of());
        return new Reply(error, endpoints, report.map(early -> early.with(completed(early.counts(), safety))), text);
    }

    /** What came later of counts: nested records never change, so it stands at the end, in the same order. */
    private record Safety(long acknowledged, long redelivered) {}

    static void writeSafety(Counts counts, BodyWriter out) {
        out.number(counts.acknowledged()).number(counts.redelivered());
    }

    private static List<Safety> readSafety(BodyReader in) {
        return in.list(item -> new Safety(item.number(), item.number()));
    }

    private static List<Counts> completed(List<Counts> counts, List<Safety> safety) {
        List<Counts> complete = new ArrayList<>(counts);
        for (int i = 0; i < Math.min(counts.size(), safety.size()); i++) {
            Safety later = safety.get(i);
            complete.set(i, counts.get(i).withSafety(later.acknowledged(), later.redelivered()));
        }
        return complete;
    }

    /** The counts of a worker with what came later of them. */
    static List<Counts> readAllCounts(BodyReader in) {
        List<Counts> counts = in.list(ReplyCodec::readCounts);
        return completed(counts, in.trailing(ReplyCodec::readSafety, List.of()));
    }

    static void writeAllCounts(List<Counts> counts, BodyWriter out) {
        out.list(counts, ReplyCodec::writeCounts).list(counts, ReplyCodec::writeSafety);
    }

    static void writeEndpoint(Endpoint endpoint, BodyWriter out) {
        out.uuid(endpoint.connection())
                .uuid(endpoint.owner())
                .text(endpoint.socketType())
                .text(endpoint.address());
    }

    static List<Endpoint> readEndpoints(BodyReader in) {
        return in.list(item -> new Endpoint(item.uuid(), item.uuid(), item.text(), item.text()));
    }

    private static void writeCounts(Counts counts, BodyWriter out) {
        out.uuid(counts.connection())
                .symbol(counts.end())
                .number(counts.messages())
                .number(counts.bytes())
                .number(counts.inFlight())
                .number(counts.dropped())
                .number(counts.overruns());
    }

    private static Counts readCounts(BodyReader in) {
        return new Counts(
                in.uuid(),
                in.symbol(PortDirection.class),
                in.number(),
                in.number(),
                in.number(),
                in.number(),
                in.number(),
                0,
                0);
    }

    /** With what came later, for what was not there before that. */
    static void writeWholeCounts(Counts counts, BodyWriter out) {
        writeCounts(counts, out);
        writeSafety(counts, out);
    }

    static Counts readWholeCounts(BodyReader in) {
        Counts early = readCounts(in);
        return early.withSafety(in.number(), in.number());
    }

    private static void writeReport(Report report, BodyWriter out) {
        out.symbol(report.state())
                .bool(report.sourcesDone())
                .number(report.pending())
                .list(report.counts(), ReplyCodec::writeCounts);
    }

    private static Optional<Report> readReports(BodyReader in) {
        return in.optional(ReplyCodec::readReport);
    }

    private static Report readReport(BodyReader in) {
        return new Report(in.symbol(WorkerState.class), in.bool(), in.number(), in.list(ReplyCodec::readCounts));
    }
}
