package org.rflow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Workers that are threads of one process. */
final class ThreadShardIT extends RflowCase {
    private static final Duration SOON = Duration.ofSeconds(60);
    /** The clock keeps the flow alive. */
    private static final String FLOW = """
            flow: threads
            components:
              numbers: { type: generate_integers, options: { start: 1, finish: 100 } }
              tick: { type: clock, options: { tick_interval: 1h } }
            shards:
              work:
                threads: 3
                components:
                  sieve: { type: filter, options: { expression: data % 2 == 0 } }
                  write: { type: file_out, options: { path: even } }
            connections:
              - { from: numbers#out, to: sieve#in, delivery: broadcast }
              - { from: tick#tick_port, to: sieve#in }
              - sieve#filtered => write#in
            """;

    @Test
    void runsThreeWorkersAsThreadsOfOneProcess() throws Exception {
        Files.writeString(directory.resolve("flow.yaml"), FLOW);
        RflowProcess.Running running = rflow.start("run", "flow.yaml", "--dir", directory.toString());
        await().atMost(SOON)
                .until(() -> Files.exists(directory.resolve("even"))
                        && rflow.lines("even").size() >= 3 * 50);

        TestingShell shell = new TestingShell(directory);
        String status = shell.call("status", "--json", "-d", "rflow").out();
        String threads = shell.call("threads", "work-2", "-d", "rflow").out();
        int processes = rflow.processes().size();
        RflowProcess.signal("TERM", running.process().pid());
        RflowProcess.Outcome outcome = running.await(SOON);

        assertThat(outcome.exitCode()).as("%s", outcome).isZero();
        List<JsonNode> workers = workers(status);
        assertThat(workers)
                .extracting(worker -> worker.get("name").asString())
                .containsExactly("work-1", "work-2", "work-3");
        assertThat(workers).extracting(worker -> worker.get("state").asString()).containsOnly("RUNNING");
        assertThat(workers)
                .extracting(worker -> worker.get("pid").asLong())
                .containsOnly(workers.get(0).get("pid").asLong());
        assertThat(threads.lines().filter(line -> line.matches("\"work-[123]/loop\" .*")))
                .hasSize(3);
        // the manager, DEFAULT and work
        assertThat(processes).isEqualTo(3);
        assertThat(WorkflowIT.sorted(rflow.lines("even"))).isEqualTo(WorkflowIT.sorted(threeTimes()));
        assertThat(rflow.processes()).isEmpty();
    }

    private static List<JsonNode> workers(String status) {
        JsonNode all = JsonMapper.builder().build().readTree(status).get("workers");
        return StreamSupport.stream(all.spliterator(), false)
                .filter(worker -> worker.get("shard").asString().equals("work"))
                .toList();
    }

    private static List<String> threeTimes() {
        return IntStream.rangeClosed(1, 50)
                .mapToObj(half -> Integer.toString(2 * half))
                .flatMap(even -> List.of(even, even, even).stream())
                .toList();
    }
}
