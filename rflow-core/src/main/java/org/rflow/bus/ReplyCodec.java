package org.rflow.bus;

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
                .text(reply.text());
    }

    static Reply read(BodyReader in) {
        return new Reply(
                in.trailing(BodyReader::optionalText, Optional.empty()),
                in.trailing(ReplyCodec::readEndpoints, List.of()),
                in.trailing(ReplyCodec::readReports, Optional.empty()),
                in.trailing(BodyReader::text, ""));
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

    static void writeCounts(Counts counts, BodyWriter out) {
        out.uuid(counts.connection())
                .symbol(counts.end())
                .number(counts.messages())
                .number(counts.bytes())
                .number(counts.inFlight())
                .number(counts.dropped())
                .number(counts.overruns());
    }

    static Counts readCounts(BodyReader in) {
        return new Counts(
                in.uuid(),
                in.symbol(PortDirection.class),
                in.number(),
                in.number(),
                in.number(),
                in.number(),
                in.number());
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
