package org.rflow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/**
 * Random graphs whose processes are killed and stopped and whose connections are cut. A seed makes both the graph and the faults, so
 * {@code -Dtest.chaos.first=17 -Dtest.chaos.seeds=1} runs the seventeenth again.
 */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("processors") // one takes all of them, the other starts dozens of processes
final class ChaosIT extends RflowCase {
    private static final long FIRST = Long.getLong("test.chaos.first", 1);
    private static final long SEEDS = Long.getLong("test.chaos.seeds", 20);
    private static final int ROWS = 6000;
    private static final int RATE = 3000;
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private static LongStream seeds() {
        return LongStream.range(FIRST, FIRST + SEEDS);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyRowArrivesOnEveryWayExactlyOnce(long seed) throws Exception {
        ChaosGraph.Made graph = ChaosGraph.of(seed, ROWS, RATE);
        Files.writeString(directory.resolve("flow.yaml"), graph.flow());
        Files.createFile(directory.resolve("go"));
        Path extension = extension();

        RflowProcess.Outcome outcome = rflow.start(
                        "chaos",
                        "flow.yaml",
                        "--dir",
                        directory.toString(),
                        "-e",
                        extension.toString(),
                        "--seed",
                        Long.toString(seed),
                        "--for",
                        "2500ms",
                        "--every",
                        "500ms",
                        "--pause",
                        "3s",
                        "--to-end")
                .await(LIMIT);

        assertThat(outcome.exitCode())
                .as(() -> graph.words() + "\n" + outcome + logs())
                .isZero();
        assertThat(arrivals())
                .as(() -> graph.words() + "\n" + graph.flow() + outcome)
                .isEqualTo(expected(graph.copies()));
        await().atMost(LIMIT).until(() -> rflow.processes().isEmpty());
        System.out.println(outcome.out()
                        .lines()
                        .filter(line -> line.startsWith("seed " + seed + ":"))
                        .toList() + " " + graph.words());
    }

    private String logs() {
        try {
            return rflow.logs();
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** How many rows arrived how often. */
    private Map<Integer, Integer> arrivals() throws IOException {
        JsonMapper mapper = JsonMapper.builder().build();
        Map<String, Integer> times = new TreeMap<>();
        for (String line : rflow.lines("written")) {
            times.merge(mapper.readTree(line).get("number").asString(), 1, Integer::sum);
        }
        Map<Integer, Integer> arrivals = new TreeMap<>();
        times.values().forEach(count -> arrivals.merge(count, 1, Integer::sum));
        return arrivals;
    }

    private static Map<Integer, Integer> expected(int copies) {
        return Map.of(copies, ROWS);
    }
}
