package org.rflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The bench measures real processes: a flow's and the references'. */
@ResourceLock("processors") // one takes all of them, the other starts dozens of processes
final class BenchIT {
    @TempDir
    private Path directory;

    @Test
    void measuresAFlowBesideItsReferencesAndLosesNothing() throws Exception {
        var rflow = new RflowProcess(directory);

        var outcome =
                rflow.run("bench", "hop:100", "fused", "--quick", "--seconds", "0.1", "--warm-up", "0.05", "--json");

        assertThat(outcome.exitCode()).as(outcome::toString).isZero();
        JsonNode lines = JsonMapper.shared().readTree(outcome.out()).get("lines");
        assertThat(lines.values().stream().map(line -> line.get("contender").asString()))
                .containsExactly(
                        "JeroMQ, a message a frame",
                        "RFlow",
                        "JeroMQ, naive batches",
                        "plain TCP, batches",
                        "shared memory, Agrona's ring",
                        "the same again (A/A)",
                        "a plain loop",
                        "RFlow");
        assertThat(lines.values())
                .allSatisfy(line -> assertThat(line.at("/figure/median").asDouble())
                        .as(line::toString)
                        .isPositive());
        assertThat(rflow.processes()).isEmpty();
    }

    @Test
    void countsRowsByFlowsAndByAPlainLoopThatWriteTheSame() throws Exception {
        var rflow = new RflowProcess(directory);

        var outcome = rflow.run("bench", "rows", "--quick", "--json");

        assertThat(outcome.exitCode()).as(outcome::toString).isZero();
        JsonNode lines = JsonMapper.shared().readTree(outcome.out()).get("lines");
        assertThat(lines.values().stream().map(line -> line.get("contender").asString()))
                .containsExactly("a plain loop", "RFlow, all in one worker", "RFlow, in three workers");
        assertThat(lines.values())
                .allSatisfy(line -> assertThat(line.at("/beside/first row, ms").asDouble())
                        .as(line::toString)
                        .isPositive());
    }

    @Test
    void watchesHeapsAndComparesWatchedFlowsWithOnesThatHardlyAre() throws Exception {
        var rflow = new RflowProcess(directory);

        var outcome = rflow.run(
                "bench",
                "endurance",
                "counters",
                "--quick",
                "--minutes",
                "0.3",
                "--seconds",
                "0.1",
                "--warm-up",
                "0.05",
                "--json");

        assertThat(outcome.exitCode()).as(outcome::toString).isZero();
        JsonNode lines = JsonMapper.shared().readTree(outcome.out()).get("lines");
        assertThat(lines.values().stream().map(line -> line.get("unit").asString()))
                .containsOnly("cpu_seconds_per_million", "part")
                .hasSize(3);
        assertThat(lines.values())
                .allSatisfy(line -> assertThat(line.at("/figure/median").asDouble())
                        .as(line::toString)
                        .isPositive());
    }
}
