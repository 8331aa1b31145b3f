package org.rflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rflow.bus.FlowStatus;
import org.rflow.bus.LetterCount;
import org.rflow.model.Counts;
import org.rflow.model.Flow;
import org.rflow.model.Ids;
import org.rflow.model.PortDirection;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class StatusTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void isATableOfWorkersAndOneOfConnections() {
        var lines = StatusText.lines(status(), NOW);

        assertThat(lines)
                .containsExactly(
                        "birds: RUNNING, revision 3, up 1:05",
                        "",
                        "worker   pid  state    uptime  beacon  restarts     cpu    memory  inside",
                        "read-1  4711  RUNNING    1:03  120 ms         1  12.3 s  150.0 MB  csv",
                        "read-2     -  PLANNED       -       -         0       -         -",
                        "",
                        "connection        delivery     wire   sent  received  in flight  dropped  unaccounted   bytes",
                        "read#out => p#in  round-robin  link  1,200     1,100         93        0            7  1.5 MB",
                        "",
                        "component  dead letters",
                        "parse                12  rflow dead-letters list --component parse",
                        "last exit of read-1, 1:04 ago: ended with exit code 3",
                        "last error of read-1: it fell over");
    }

    @Test
    void hasALedgerOfBothEndsOfEachConnection() {
        var lines = LedgerText.lines(status());

        assertThat(lines)
                .startsWith(
                        "connection        end       guarantee      messages   safe  again  in flight  dropped  unaccounted",
                        "read#out => p#in  sent      at-least-once     1,200  1,000     40         93        0            7",
                        "                  received                    1,100  1,010     30          5        0");
    }

    @Test
    void hasForProgramsASteadyShape() {
        var json = json(StatusJson.running(application(), status(), NOW));

        assertThat(json.propertyNames())
                .containsExactly(
                        "application",
                        "flow",
                        "revision",
                        "running",
                        "state",
                        "detail",
                        "pidFile",
                        "directory",
                        "log",
                        "pid",
                        "started",
                        "uptimeSeconds",
                        "workers",
                        "connections",
                        "deadLetters");
        assertThat(json.get("uptimeSeconds").asDouble()).isEqualTo(65.0);
        assertThat(json.get("started").asString()).isEqualTo("2026-03-01T11:58:55Z");
    }

    @Test
    void hasForProgramsASteadyShapeOfItsParts() {
        var json = json(StatusJson.running(application(), status(), NOW));

        var worker = json.get("workers").get(0);
        assertThat(worker.propertyNames())
                .containsExactly(
                        "uuid",
                        "name",
                        "shard",
                        "state",
                        "pid",
                        "started",
                        "uptimeSeconds",
                        "beaconAgeSeconds",
                        "restarts",
                        "inside",
                        "lastError",
                        "lastExit",
                        "lastExitTime",
                        "cpuSeconds",
                        "memoryBytes");
        assertThat(worker.get("beaconAgeSeconds").asDouble()).isEqualTo(0.12);
        assertThat(json.get("workers").get(1).get("beaconAgeSeconds").isNull()).isTrue();
        assertThat(json.get("connections").get(0).propertyNames())
                .containsExactly(
                        "uuid",
                        "name",
                        "delivery",
                        "wire",
                        "sent",
                        "received",
                        "inFlight",
                        "dropped",
                        "bytes",
                        "unaccounted",
                        "guarantee",
                        "acknowledged",
                        "redelivered",
                        "leftOut");
    }

    private static JsonNode json(StatusJson status) {
        return JsonMapper.builder().build().readTree(Json.of(status));
    }

    private static Application application() {
        return Application.of(new Flow("birds", 3, Map.of(), List.of(), List.of()), Path.of("/work"));
    }

    private static FlowStatus status() {
        long now = NOW.toEpochMilli();
        return new FlowStatus(
                "birds",
                3,
                "RUNNING",
                4700,
                now - 65_000,
                "",
                List.of(
                        new FlowStatus.WorkerStatus(
                                Ids.NONE,
                                "read-1",
                                "read",
                                4711,
                                "RUNNING",
                                now - 63_000,
                                120,
                                1,
                                "csv",
                                "it fell over",
                                new FlowStatus.Health("ended with exit code 3", now - 64_000, 12_300, 150_000_000)),
                        new FlowStatus.WorkerStatus(
                                Ids.NONE, "read-2", "read", 0, "PLANNED", 0, -1, 0, "", "", FlowStatus.Health.UNKNOWN)),
                List.of(connection()),
                List.of(new LetterCount("parse", 12)));
    }

    private static FlowStatus.ConnectionStatus connection() {
        return new FlowStatus.ConnectionStatus(
                Ids.NONE,
                "read#out => p#in",
                "round-robin",
                "link",
                1200,
                1100,
                93,
                0,
                1_500_000,
                7,
                new FlowStatus.Ends(
                        "at-least-once",
                        new Counts(Ids.NONE, PortDirection.OUTPUT, 1200, 1_500_000, 93, 0, 0, 1000, 40),
                        new Counts(Ids.NONE, PortDirection.INPUT, 1100, 1_400_000, 5, 0, 0, 1010, 30)));
    }
}
