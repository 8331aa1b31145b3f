package org.rflow.plan;

import java.util.List;
import java.util.Optional;
import org.rflow.model.ComponentOption;
import org.rflow.model.ComponentSpec;
import org.rflow.model.Flow;
import org.rflow.model.Problems;
import org.rflow.model.Shard;
import org.rflow.model.ShardOption;
import org.rflow.model.ShardType;

/** Checks what the flow says of components that are programs of their own. */
final class ExternalChecks {
    private static final List<ShardOption> OF_A_VM = List.of(ShardOption.JVM, ShardOption.MEMORY);

    private final Problems problems;

    ExternalChecks(Problems problems) {
        this.problems = problems;
    }

    void check(Flow flow) {
        for (Shard shard : flow.shards()) {
            for (ComponentSpec component : shard.components()) {
                checkStart(shard, component);
                if (component.isExternal() && !shard.name().equals(Shard.DEFAULT)) {
                    checkShard(shard, component);
                } else if (component.isExternal()) {
                    checkName(flow, shard, component);
                }
            }
        }
    }

    private void checkStart(Shard shard, ComponentSpec component) {
        Optional<String> command = ComponentOption.EXEC.in(component.options());
        String path = Paths.component(shard, component.name());
        String subject = "component '" + component.name() + "'";
        if (!component.isExternal()) {
            boolean typed = ComponentOption.TYPES.in(component.options()).isPresent();
            if (command.isPresent() || !component.managed() || typed) {
                String key = command.isPresent() ? "exec" : typed ? "types" : "external";
                problems.add(
                        path + "/" + key,
                        "'" + key + "' of " + subject + " means nothing, as it is of type '" + component.type() + "'",
                        "write 'type: " + ComponentSpec.EXTERNAL + "', or remove '" + key + "'");
            }
        } else if (component.managed() && command.isEmpty()) {
            problems.add(
                    path,
                    subject + " is external, and nobody starts it",
                    "add 'exec:' with the command that starts it, or 'external: true' if it comes by itself");
        } else if (!component.managed() && command.isPresent()) {
            problems.add(
                    path + "/exec",
                    subject + " comes by itself, so its command is never started",
                    "remove 'exec', or 'external: true'");
        }
    }

    private void checkShard(Shard shard, ComponentSpec component) {
        String subject = "component '" + component.name() + "' is external and ";
        String path = Paths.component(shard, component.name());
        if (shard.components().size() > 1) {
            problems.add(
                    path,
                    subject + "cannot live in shard '" + shard.name() + "' with others: it is a process of its own",
                    "give it a shard of its own, or move it to 'components'");
        }
        if (shard.type() == ShardType.THREAD) {
            problems.add(
                    Paths.shard(shard) + "/threads",
                    subject + "cannot be a thread of shard '" + shard.name() + "'",
                    "write 'workers' instead of 'threads'");
        }
        for (ShardOption option : OF_A_VM) {
            if (shard.options().containsKey(option.key())) {
                problems.add(
                        Paths.shard(shard) + "/" + option.key(),
                        subject + "has no Java VM, so '" + option.key() + "' of shard '" + shard.name()
                                + "' means nothing",
                        "remove it");
            }
        }
    }

    private void checkName(Flow flow, Shard shard, ComponentSpec component) {
        boolean taken = flow.shards().stream().anyMatch(each -> each.name().equals(component.name()));
        if (taken) {
            problems.add(
                    Paths.component(shard, component.name()),
                    "component '" + component.name()
                            + "' is external and gets a shard of its name, and there is a shard of that name",
                    "rename one of them, or move the component into a shard");
        }
    }
}
