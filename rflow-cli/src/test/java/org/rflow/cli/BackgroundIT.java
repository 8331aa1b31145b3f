package org.rflow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Flows as daemons: started, looked at and stopped from a directory that is not the project's. */
final class BackgroundIT extends RflowCase {
    private static final Duration SOON = Duration.ofSeconds(30);

    @Test
    void runsInTheBackgroundWithTenChildrenThatAllGoWithTerm() throws Exception {
        load(endless(WorkflowIT.sharded(true, 10)));

        RflowProcess.Outcome started = rflow.run("start", "-d", "config");
        assertThat(started.exitCode()).as("%s%s", started, rflow.logs()).isZero();
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(rflow.lines("out_all")).containsAll(WorkflowIT.numbers(20, 30, 1)));
        ProcessHandle manager = manager();
        List<ProcessHandle> children = manager.children().toList();

        assertThat(children).hasSize(10);
        assertThat(manager.destroy()).isTrue();

        await().atMost(SOON).until(() -> !manager.isAlive() && children.stream().noneMatch(ProcessHandle::isAlive));
        assertThat(WorkflowIT.sorted(rflow.lines("out1"))).isEqualTo(WorkflowIT.sorted(WorkflowIT.OUT1));
        assertThat(rflow.processes()).isEmpty();
        assertThat(rflow.logs()).doesNotContain("ERROR").doesNotContain("DEBUG");
    }

    /** The integers of shard s1 end; a clock keeps the flow alive. */
    private static String endless(String flow) {
        return flow.replace(
                        "components:\n  generate3:",
                        "components:\n  tick: { type: clock, options: { tick_interval: 1h } }\n  generate3:")
                .replace("connections:\n", "connections:\n  - tick#tick_port => output3#in\n");
    }

    @Test
    void startsAndStopsAgainAndAgainAndLeavesNothing() throws Exception {
        int times = Integer.getInteger("rflow.it.times", 3);
        load(endless(WorkflowIT.sharded(false, 10)));
        List<Long> startMillis = new ArrayList<>();

        for (int i = 0; i < times; i++) {
            long begin = System.nanoTime();
            RflowProcess.Outcome started = rflow.run("start", "-d", "config");
            startMillis.add((System.nanoTime() - begin) / 1_000_000);
            assertThat(started.exitCode())
                    .as("start %s: %s%s", i, started, rflow.logs())
                    .isZero();
            RflowProcess.Outcome stopped = rflow.run("stop", "-d", "config");
            assertThat(stopped.exitCode())
                    .as("stop %s: %s%s", i, stopped, rflow.logs())
                    .isZero();
            assertThat(rflow.processes()).isEmpty();
        }

        Collections.sort(startMillis);
        System.out.println("starts in ms, sorted: " + startMillis);
        assertThat(rflow.lines("out_all")).hasSize(times * (12 + 22 + 6));
    }

    @Test
    void tellsHowTheFlowStands() throws Exception {
        assertThat(rflow.run("status", "-d", "config").exitCode()).isNotZero();
        load(endless(WorkflowIT.sharded(false, 10)));
        assertThat(rflow.run("status", "-d", "config").exitCode()).isEqualTo(3);

        rflow.run("start", "-d", "config");
        RflowProcess.Outcome status = rflow.run("status", "-d", "config");
        RflowProcess.Outcome threads = rflow.run("threads", "s1-1", "-d", "config");
        RflowProcess.Outcome level = rflow.run("log-level", "DEBUG", "-d", "config");
        rflow.run("stop", "-d", "config");

        assertThat(status.exitCode()).isZero();
        assertThat(status.out()).contains("RUNNING", "s1-3", "s3-2", "generate1#out => output1#in");
        assertThat(threads.out()).contains("s1-1/loop");
        assertThat(level.exitCode()).isZero();
    }

    private void load(String flow) throws Exception {
        Files.writeString(directory.resolve("flow.yaml"), flow);
        RflowProcess.Outcome loaded = rflow.run("load", "-d", "config", "-c", "flow.yaml");
        assertThat(loaded.exitCode()).as("%s", loaded).isZero();
        assertThat(loaded.err()).isEmpty();
        assertThat(loaded.out()).contains("Successfully initialized database");
    }

    private ProcessHandle manager() throws Exception {
        return ProcessHandle.of(Long.parseLong(
                        Files.readString(directory.resolve("run/sharded.pid")).strip()))
                .orElseThrow();
    }
}
