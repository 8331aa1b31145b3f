package org.rflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The recorded trace of a run with five workers is the chart of how topologies come up and go down (DA-4..6, DA-25..29). */
final class ChartIT {
    /** What the manager hears at one step comes in any order; the steps do not. */
    private static final String CHART = """
            flow: INITIALIZED -> SPAWNING
            STARTED: leader-1 receiver-1 sender-1 worker-1 worker-2
            flow: SPAWNING -> CONFIGURING
            CONFIGURED: leader-1 receiver-1 sender-1 worker-1 worker-2
            flow: CONFIGURING -> CONNECTING
            flow: CONNECTING -> STARTING
            RUNNING: receiver-1
            RUNNING: worker-1 worker-2
            RUNNING: leader-1
            RUNNING: sender-1
            flow: STARTING -> RUNNING
            flow: RUNNING -> DRAINING
            STOPPING: sender-1
            STOPPING: leader-1
            STOPPING: worker-1 worker-2
            STOPPING: receiver-1
            flow: DRAINING -> STOPPING
            STOPPED: leader-1 receiver-1 sender-1 worker-1 worker-2
            flow: STOPPING -> STOPPED
            """;

    private static final String FLOW = """
            flow: dagon
            settings: { rflow.log_level: DEBUG }
            shards:
              sender: { workers: 1, components: { numbers: { type: generate_integers, options: { start: 1, finish: 1000 } } } }
              leader: { workers: 1, components: { first: { type: filter, options: { expression: "true" } } } }
              worker: { workers: 2, components: { second: { type: filter, options: { expression: "true" } } } }
              receiver: { workers: 1, components: { write: { type: file_out, options: { path: written } } } }
            connections:
              - numbers#out => first#in
              - first#filtered => second#in
              - second#filtered => write#in
            """;

    private static final Pattern MOVE = Pattern.compile(
            "(?m)^\\w+ +\\[[^]]*] manager .* - (?:(flow) dagon: (\\w+ -> \\w+)|worker (\\S+): \\w+ -> (\\w+))$");

    @TempDir
    private Path directory;

    @Test
    void theTraceOfFiveWorkersIsTheChart() throws Exception {
        Files.writeString(directory.resolve("flow.yaml"), FLOW);
        RflowProcess rflow = new RflowProcess(directory);

        RflowProcess.Outcome outcome = rflow.run("run", "flow.yaml", "--dir", directory.toString());

        assertThat(outcome.exitCode()).as("%s", outcome).isZero();
        assertThat(rflow.lines("written")).hasSize(1000);
        assertThat(trace(Files.readString(directory.resolve("log/dagon.log")))).isEqualTo(CHART);
    }

    private static String trace(String log) {
        List<Step> steps = new ArrayList<>();
        for (MatchResult move : MOVE.matcher(log).results().toList()) {
            if (move.group(1) != null) {
                steps.add(new Step("flow", move.group(2), List.of()));
            } else if (!move.group(4).equals("SPAWNED") && !move.group(4).equals("EXITED")) {
                add(steps, move.group(3), move.group(4));
            }
        }
        return steps.stream().map(Step::line).collect(Collectors.joining("\n", "", "\n"));
    }

    /** Together with the move before, if both are of one step: the workers of one shard, or all where there is no order. */
    private static void add(List<Step> steps, String worker, String state) {
        boolean ordered = state.equals("RUNNING") || state.equals("STOPPING");
        String group = ordered ? worker.substring(0, worker.lastIndexOf('-')) : "";
        Step last = steps.get(steps.size() - 1);
        if (last.state().equals(state) && last.group().equals(group)) {
            List<String> workers = new ArrayList<>(last.workers());
            workers.add(worker);
            steps.set(steps.size() - 1, new Step(group, state, workers));
        } else {
            steps.add(new Step(group, state, List.of(worker)));
        }
    }

    private record Step(String group, String state, List<String> workers) {
        String line() {
            return group.equals("flow")
                    ? "flow: " + state
                    : state + ": " + workers.stream().sorted().collect(Collectors.joining(" "));
        }
    }
}
