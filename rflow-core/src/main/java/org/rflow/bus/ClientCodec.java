package org.rflow.bus;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.rflow.bus.FlowStatus.ConnectionStatus;
import org.rflow.bus.FlowStatus.Ends;
import org.rflow.bus.FlowStatus.Health;
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
                    in -> new ClientRequest.Threads(in.trailing(BodyReader::text, ""))),
            new Kind<>(
                    "DeadLettersRequest",
                    ClientRequest.DeadLetters.class,
                    (letters, out) -> out.text(letters.worker())
                            .symbol(letters.action())
                            .list(letters.numbers(), (number, body) -> body.number(number)),
                    in -> new ClientRequest.DeadLetters(
                            in.text(), in.symbol(LetterAction.class), in.list(BodyReader::number))));

    private ClientCodec() {}

    static void writeReply(ClientReply reply, BodyWriter out) {
        out.optionalText(reply.error())
                .optional(reply.status(), ClientCodec::writeStatus)
                .text(reply.text())
                .list(reply.status().map(FlowStatus::workers).orElse(List.of()), ClientCodec::writeHealth)
                .list(
                        reply.status().map(FlowStatus::connections).orElse(List.of()),
                        (connection, body) -> body.number(connection.unaccounted()))
                .list(
                        reply.status().map(FlowStatus::connections).orElse(List.of()),
                        (connection, body) -> writeEnds(connection.ends(), body))
                .list(reply.status().map(FlowStatus::deadLetters).orElse(List.of()), ClientCodec::writeLetters);
    }

    private static void writeEnds(Ends ends, BodyWriter out) {
        out.text(ends.guarantee());
        ReplyCodec.writeWholeCounts(ends.output(), out);
        ReplyCodec.writeWholeCounts(ends.input(), out);
    }

    private static Ends readEnds(BodyReader in) {
        return new Ends(in.text(), ReplyCodec.readWholeCounts(in), ReplyCodec.readWholeCounts(in));
    }

    static ClientReply readReply(BodyReader in) {
        Optional<String> error = in.trailing(BodyReader::optionalText, Optional.empty());
        Optional<FlowStatus> status = in.trailing(ClientCodec::readStatuses, Optional.empty());
        String text = in.trailing(BodyReader::text, "");
        List<Health> health = in.trailing(body -> body.list(ClientCodec::readHealth), List.of());
        List<Long> unaccounted = in.trailing(body -> body.list(BodyReader::number), List.of());
        List<Ends> ends = in.trailing(body -> body.list(ClientCodec::readEnds), List.of());
        List<LetterCount> letters = in.trailing(body -> body.list(ClientCodec::readLetters), List.of());
        return new ClientReply(
                error,
                status.map(
                        early -> early.with(workers(early, health), connections(early.connections(), unaccounted, ends))
                                .with(letters)),
                text);
    }

    static void writeLetters(LetterCount letters, BodyWriter out) {
        out.text(letters.component()).number(letters.waiting());
    }

    static LetterCount readLetters(BodyReader in) {
        return new LetterCount(in.text(), in.number());
    }

    /** Nested records never change, so what came later stands at the end, in the same order. */
    private static List<WorkerStatus> workers(FlowStatus status, List<Health> health) {
        List<WorkerStatus> workers = new ArrayList<>(status.workers());
        for (int i = 0; i < Math.min(workers.size(), health.size()); i++) {
            workers.set(i, workers.get(i).withHealth(health.get(i)));
        }
        return workers;
    }

    private static List<ConnectionStatus> connections(
            List<ConnectionStatus> early, List<Long> unaccounted, List<Ends> ends) {
        List<ConnectionStatus> connections = new ArrayList<>(early);
        for (int i = 0; i < connections.size(); i++) {
            ConnectionStatus connection = connections.get(i);
            connections.set(
                    i,
                    connection.with(
                            i < unaccounted.size() ? unaccounted.get(i) : 0,
                            i < ends.size() ? ends.get(i) : Ends.unknown(connection.uuid())));
        }
        return connections;
    }

    private static void writeHealth(WorkerStatus worker, BodyWriter out) {
        Health health = worker.health();
        out.text(health.lastExit())
                .number(health.lastExitMillis())
                .number(health.cpuMillis())
                .number(health.memoryBytes());
    }

    private static Health readHealth(BodyReader in) {
        return new Health(in.text(), in.number(), in.number(), in.number());
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
                in.list(ClientCodec::readConnection),
                List.of());
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
                in.text(),
                Health.UNKNOWN);
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
        UUID uuid = in.uuid();
        return new ConnectionStatus(
                uuid,
                in.text(),
                in.text(),
                in.text(),
                in.number(),
                in.number(),
                in.number(),
                in.number(),
                in.number(),
                0,
                Ends.unknown(uuid));
    }
}
