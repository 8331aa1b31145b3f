package org.rflow.manager;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rflow.config.Flows;
import org.rflow.model.Flow;
import org.rflow.process.ChildCommand;

final class HostCommandsTest {
    @TempDir
    private Path base;

    @Test
    void startsAHostWithNothingButTheWayToTheBus() {
        Flow flow = Planned.plan(Flows.flow("x")
                .threads("work", 2)
                .memory("64MB")
                .jvm("-Xmx1g", "-Da=b,c")
                .component("in", "source")
                .endShard()
                .build());
        Assignment assignment = Assignment.of(flow, List.of());
        RunDirectory directory = RunDirectory.of(flow, base);
        Host host = assignment.roster().hosts().iterator().next();

        ChildCommand command = new HostCommands(directory, assignment.limits(), "tcp://127.0.0.1:4000").of(host);

        int main = command.command().indexOf("org.rflow.worker.WorkerMain");
        assertThat(command.command().subList(main + 1, command.command().size()))
                .containsExactly(
                        "--bus",
                        "tcp://127.0.0.1:4000",
                        "--secret",
                        base.resolve("run/x.secret").toString(),
                        "--group",
                        flow.shards().get(0).uuid().toString(),
                        "--instance",
                        flow.shards().get(0).workers().get(0).uuid() + ","
                                + flow.shards().get(0).workers().get(1).uuid(),
                        "--beacon-interval",
                        "1000ms",
                        "--grace-period",
                        "30000ms",
                        "--run-dir",
                        base.resolve("run/x").toString());
        assertThat(command.command()).containsSubsequence("-Xmx256m", "-Xmx67108864", "-Xmx1g", "-Da=b,c", "-cp");
        assertThat(command.name()).isEqualTo("work");
        assertThat(command.directory()).isEqualTo(base);
        assertThat(command.output()).isEqualTo(base.resolve("log/work.out"));
    }

    @Test
    void startsAnExternalComponentByItsOwnCommandAndTellsItTheWayInItsEnvironment() {
        Flow flow = Planned.plan(Flows.flow("x")
                .component("count", "external", Map.of("rflow.exec", "python3,count.py"))
                .build());
        Assignment assignment = Assignment.of(flow, List.of());
        RunDirectory directory = RunDirectory.of(flow, base);
        Host host = assignment.roster().hosts().iterator().next();

        ChildCommand command = new HostCommands(directory, assignment.limits(), "tcp://127.0.0.1:4000").of(host);

        assertThat(command.command()).containsExactly("python3", "count.py");
        assertThat(command.environment())
                .containsOnly(
                        Map.entry("RFLOW_BUS", "tcp://127.0.0.1:4000"),
                        Map.entry(
                                "RFLOW_SECRET_FILE",
                                base.resolve("run/x.secret").toString()),
                        Map.entry("RFLOW_SCHEMAS", base.resolve("run/x/schemas").toString()),
                        Map.entry("RFLOW_COMPONENT", "count"),
                        Map.entry(
                                "RFLOW_INSTANCE",
                                flow.shards().get(0).workers().get(0).uuid().toString()),
                        Map.entry("RFLOW_GROUP", flow.shards().get(0).uuid().toString()),
                        Map.entry("RFLOW_RUN_DIRECTORY", base.resolve("run/x").toString()));
        assertThat(command.name()).isEqualTo("count-1");
    }
}
