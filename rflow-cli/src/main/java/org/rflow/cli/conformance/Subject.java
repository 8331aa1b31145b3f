package org.rflow.cli.conformance;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.rflow.config.Flows;
import org.rflow.model.ComponentOption;
import org.rflow.model.ComponentSpec;
import org.rflow.model.Flow;
import org.rflow.model.Ids;
import org.rflow.model.WorkerPlan;
import org.rflow.plan.Planner;
import org.rflow.plan.WorkerPlans;
import org.rflow.process.ChildCommand;

/**
 * The component under examination, in the middle of a small flow that promises at-least-once: {@code feeder#out => subject#in}
 * and {@code subject#out => taker#in}, where nobody but the subject is a process.
 */
public record Subject(List<String> command, String input, String output) {
    static final String NAME = "subject";
    static final int INCARNATION = 1;

    public Subject {
        command = List.copyOf(command);
    }

    WorkerPlan plan() {
        Map<String, String> started = Map.of(ComponentOption.EXEC.key(), "true");
        Flow flow = Flows.flow("conformance")
                .component("feeder", ComponentSpec.EXTERNAL, started)
                .component(NAME, ComponentSpec.EXTERNAL, started)
                .component("taker", ComponentSpec.EXTERNAL, started)
                .connect("feeder#out", NAME + "#" + input)
                .atLeastOnce()
                .connect(NAME + "#" + output, "taker#in")
                .atLeastOnce()
                .build();
        return WorkerPlans.of(new Planner(List.of()).plan(flow), List.of()).stream()
                .filter(plan -> plan.shard().equals(NAME))
                .findFirst()
                .orElseThrow();
    }

    /** What starts it, with its output in a file of the directory, in which there are {@code bus}, {@code secret} and schemas. */
    ChildCommand start(UUID instance, String busAddress, Path directory, Path secretFile, Path schemas) {
        Map<String, String> environment = new HashMap<>();
        environment.put("RFLOW_BUS", busAddress);
        environment.put("RFLOW_SECRET_FILE", secretFile.toString());
        environment.put("RFLOW_SCHEMAS", schemas.toString());
        environment.put("RFLOW_COMPONENT", NAME);
        environment.put("RFLOW_INSTANCE", instance.toString());
        environment.put("RFLOW_GROUP", Ids.NONE.toString());
        environment.put("RFLOW_RUN_DIRECTORY", directory.toString());
        return new ChildCommand(
                NAME, command, environment, Path.of("").toAbsolutePath(), directory.resolve("subject.out"));
    }
}
