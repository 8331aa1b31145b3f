package org.rflow.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rflow.bus.FlowStatus;
import org.rflow.bus.LetterCount;
import org.rflow.model.Flow;

/**
 * A flow's status for programs. Names and meanings stay as they are once released; new ones may come. Times are
 * seconds, instants ISO 8601; what is not known is null.
 */
record StatusJson(
        String application,
        String flow,
        int revision,
        boolean running,
        String state,
        String detail,
        String pidFile,
        String directory,
        String log,
        @Nullable Long pid,
        @Nullable String started,
        @Nullable Double uptimeSeconds,
        List<WorkerJson> workers,
        List<ConnectionJson> connections,
        List<LetterCount> deadLetters) {

    /** One worker or broker. */
    record WorkerJson(
            String uuid,
            String name,
            String shard,
            String state,
            @Nullable Long pid,
            @Nullable String started,
            @Nullable Double uptimeSeconds,
            @Nullable Double beaconAgeSeconds,
            int restarts,
            String inside,
            String lastError,
            String lastExit,
            @Nullable String lastExitTime,
            @Nullable Double cpuSeconds,
            @Nullable Long memoryBytes) {}

    /** A connection; the last three are 0 where nothing is promised: messages that are safe, that were sent once more, and that came once more and were left out. */
    record ConnectionJson(
            String uuid,
            String name,
            String delivery,
            String wire,
            long sent,
            long received,
            long inFlight,
            long dropped,
            long bytes,
            long unaccounted,
            String guarantee,
            long acknowledged,
            long redelivered,
            long leftOut) {}

    static StatusJson running(Application application, FlowStatus status, Instant now) {
        return new StatusJson(
                application.name(),
                status.flow(),
                status.revision(),
                true,
                status.state(),
                status.detail(),
                application.pid().toString(),
                application.directory().toString(),
                application.logFile().toString(),
                status.managerPid(),
                instant(status.startedMillis()),
                seconds(status.startedMillis(), now),
                status.workers().stream().map(worker -> of(worker, now)).toList(),
                status.connections().stream().map(StatusJson::of).toList(),
                status.deadLetters());
    }

    static StatusJson notRunning(Application application, Flow flow) {
        return new StatusJson(
                application.name(),
                flow.name(),
                flow.revision(),
                false,
                "NOT_RUNNING",
                "",
                application.pid().toString(),
                application.directory().toString(),
                application.logFile().toString(),
                null,
                null,
                null,
                List.of(),
                List.of(),
                new LetterBox(application).waiting());
    }

    private static WorkerJson of(FlowStatus.WorkerStatus worker, Instant now) {
        return new WorkerJson(
                worker.uuid().toString(),
                worker.name(),
                worker.shard(),
                worker.state(),
                worker.pid() == 0 ? null : worker.pid(),
                instant(worker.startedMillis()),
                seconds(worker.startedMillis(), now),
                worker.beaconAgeMillis() < 0 ? null : worker.beaconAgeMillis() / 1000.0,
                worker.restarts(),
                worker.inside(),
                worker.lastError(),
                worker.health().lastExit(),
                instant(worker.health().lastExitMillis()),
                worker.health().cpuMillis() < 0 ? null : worker.health().cpuMillis() / 1000.0,
                worker.health().memoryBytes() < 0 ? null : worker.health().memoryBytes());
    }

    private static ConnectionJson of(FlowStatus.ConnectionStatus connection) {
        return new ConnectionJson(
                connection.uuid().toString(),
                connection.name(),
                connection.delivery(),
                connection.wire(),
                connection.sent(),
                connection.received(),
                connection.inFlight(),
                connection.dropped(),
                connection.bytes(),
                connection.unaccounted(),
                connection.ends().guarantee(),
                connection.ends().output().acknowledged(),
                connection.ends().output().redelivered(),
                connection.ends().input().redelivered());
    }

    private static @Nullable String instant(long millis) {
        return millis == 0 ? null : Instant.ofEpochMilli(millis).toString();
    }

    private static @Nullable Double seconds(long millis, Instant now) {
        return millis == 0
                ? null
                : Duration.between(Instant.ofEpochMilli(millis), now).toMillis() / 1000.0;
    }
}
