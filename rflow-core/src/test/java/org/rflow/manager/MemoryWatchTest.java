package org.rflow.manager;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.rflow.config.Flows;
import org.rflow.process.ChildCommand;

final class MemoryWatchTest {
    private static final long LIMIT = (64 + 16 + 256) << 20;

    @Test
    void killsAHostThatTakesMoreThanItMay() {
        Host host = host("64m");

        new MemoryWatch(pid -> OptionalLong.of(LIMIT + (1 << 20))).check(host);

        assertThat(host.killed())
                .hasValueSatisfying(reason -> assertThat(reason)
                        .isEqualTo(
                                "it takes 337 MB of memory, and its shard's 'memory' lets it have 336 MB with all that is "
                                        + "outside the heap"));
        assertThat(host.workers().get(0).lastError()).contains("337 MB");
    }

    @Test
    void leavesOthersAlone() {
        Host within = host("64m");
        Host unlimited = host("");
        Host unknown = host("64m");

        new MemoryWatch(pid -> OptionalLong.of(LIMIT)).check(within);
        new MemoryWatch(pid -> OptionalLong.of(Long.MAX_VALUE)).check(unlimited);
        new MemoryWatch(pid -> OptionalLong.empty()).check(unknown);

        assertThat(List.of(within, unlimited, unknown))
                .allMatch(host -> host.killed().isEmpty());
    }

    private static Host host(String memory) {
        var shard = Flows.flow("x").shard("work", 1).component("in", "source");
        if (!memory.isEmpty()) {
            shard.memory(memory);
        }
        Host host = new Roster(Planned.plan(shard.endShard().build()), List.of())
                .hosts()
                .iterator()
                .next();
        ChildCommand command = new ChildCommand("work-1", List.of("x"), Map.of(), Path.of("."), Path.of("none"));
        host.spawned(new TestingChild(command, 7), OutputTail.of(command.output()));
        return host;
    }
}
