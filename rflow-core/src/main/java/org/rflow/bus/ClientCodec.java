package org.rflow.bus;

import java.util.Optional;
import org.rflow.bus.FlowStatus.ConnectionStatus;
import org.rflow.bus.FlowStatus.WorkerStatus;
import org.rflow.bus.Kinds.Kind;

/** What clients ask and are answered: the {@code …Request.avsc} files and {@code ClientReply.avsc}. The id comes first in all. */
final class ClientCodec {
    static final Kinds<ClientRequest> KINDS = Kinds.of(
            Kind.empty("StatusRequest", new ClientRequest.Status()),
            new Kind<>(
                    "StopRequest",
                    ClientRequest.Stop.class,
                    (stop, out) -> out.bool(stop.now()),
                    in -> new ClientRequest.Stop(in.trailing(BodyReader::bool, false))),
            new Kind<>(
                    "SetLogLevelRequest",
                    ClientRequest.SetLogLevel.class,
                    (set, out) -> out.text(set.worker()).text(set.level()),
                    in -> new ClientRequest.SetLogLevel(
                            in.trailing(BodyReader::text, ""), in.trailing(BodyReader::text, ""))),
            Kind.empty("ReopenLogsRequest", new ClientRequest.ReopenLogs()),
            new Kind<>(
                    "ThreadsRequest",
                    ClientRequest.Threads.class,
                    (threads, out) -> out.text(threads.worker()),
                    in -> new ClientRequest.Threads(in.trailing(BodyReader::text, ""))));

    private ClientCodec() {}

    static void writeReply(ClientReply reply, BodyWriter out) {
        out.optionalText(reply.error())
                .optional(reply.status(), ClientCodec::writeStatus)
                .text(reply.text());
    }

    static ClientReply readReply(BodyReader in) {
        return new ClientReply(
                in.trailing(BodyReader::optionalText, Optional.empty()),
                in.trailing(ClientCodec::readStatuses, Optional.empty()),
                in.trailing(BodyReader::text, ""));
    }

    private static void writeStatus(FlowStatus status, BodyWriter out) {
        out.text(status.flow())
                .integer(status.revision())
                .text(status.state())
                .number(status.managerPid())
                .number(status.startedMillis())
                .text(status.detail())
                .list(status.workers(), ClientCodec::writeWorker)
                .list(status.connections(), ClientCodec::writeConnection);
    }

    private static Optional<FlowStatus> readStatuses(BodyReader in) {
        return in.optional(ClientCodec::readStatus);
    }

    private static FlowStatus readStatus(BodyReader in) {
        return new FlowStatus(
                in.text(),
                in.integer(),
                in.text(),
                in.number(),
                in.number(),
                in.text(),
                in.list(ClientCodec::readWorker),
                in.list(ClientCodec::readConnection));
    }

    private static void writeWorker(WorkerStatus worker, BodyWriter out) {
        out.uuid(worker.uuid())
                .text(worker.name())
                .text(worker.shard())
                .number(worker.pid())
                .text(worker.state())
                .number(worker.startedMillis())
                .number(worker.beaconAgeMillis())
                .integer(worker.restarts())
                .text(worker.inside())
                .text(worker.lastError());
    }

    private static WorkerStatus readWorker(BodyReader in) {
        return new WorkerStatus(
                in.uuid(),
                in.text(),
                in.text(),
                in.number(),
                in.text(),
                in.number(),
                in.number(),
                in.integer(),
                in.text(),
                in.text());
    }

    private static void writeConnection(ConnectionStatus connection, BodyWriter out) {
        out.uuid(connection.uuid())
                .text(connection.name())
                .text(connection.delivery())
                .text(connection.wire())
                .number(connection.sent())
                .number(connection.received())
                .number(connection.inFlight())
                .number(connection.dropped())
                .number(connection.bytes());
    }

    private static ConnectionStatus readConnection(BodyReader in) {
        return new ConnectionStatus(
                in.uuid(),
                in.text(),
                in.text(),
                in.text(),
                in.number(),
                in.number(),
                in.number(),
                in.number(),
                in.number());
    }
}
