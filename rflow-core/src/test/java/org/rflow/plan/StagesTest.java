package org.rflow.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.rflow.config.FlowBuilder;
import org.rflow.config.Flows;
import org.rflow.model.Flow;
import org.rflow.model.Wire;

final class StagesTest {

    @Test
    void sourcesStopFirstAndStartLast() {
        Flow flow = plan(TestingFlows.sharded(false));

        assertThat(stages(flow)).containsExactly("s1-1 s1-2 s1-3 s2-1 s2-2", "DEFAULT-1", "s3-1 s3-2");
        List<Stage> start = new ArrayList<>(Stages.of(flow).startOrder());
        Collections.reverse(start);
        assertThat(start).isEqualTo(Stages.of(flow).stopOrder());
    }

    @Test
    void linksAloneNeedNoCounting() {
        assertThat(Stages.of(plan(TestingFlows.sharded(false))).stopOrder()).noneMatch(Stage::quiescence);
    }

    @Test
    void brokersStandBetweenAndNeedCounting() {
        Flow flow = plan(TestingFlows.sharded(true));

        assertThat(stages(flow))
                .containsExactly(
                        "s1-1 s1-2 s1-3 s2-1 s2-2",
                        "DEFAULT-1 broker-integers1#out => output_all#in broker-integers2#out => output_all#in (count)",
                        "s3-1 s3-2 (count)");
    }

    @Test
    void workersThatFeedEachOtherAreOneStageThoughNoComponentDoes() {
        Flow flow = plan(Flows.flow("x")
                .shard("ac", 1)
                .component("a", "count")
                .component("c", "count")
                .endShard()
                .shard("b", 2)
                .component("b", "count")
                .endShard()
                .shard("end", 1)
                .component("sink", "drop")
                .endShard()
                .connect("a#out", "b#in")
                .connect("b#out", "c#in")
                .connect("c#out", "sink#in")
                .build());

        assertThat(stages(flow)).containsExactly("ac-1 b-1 b-2 (count)", "end-1");
        assertThat(flow.connections()).noneMatch(connection -> connection.feedback());
    }

    @Test
    void workersOfOneShardMayFeedEachOther() {
        Flow flow = plan(Flows.flow("x")
                .shard("s", 2)
                .component("gen", "generate_integers")
                .component("sink", "drop")
                .endShard()
                .connect("gen#out", "sink#in")
                .broadcast()
                .build());

        assertThat(stages(flow)).containsExactly("s-1 s-2 (count)");
    }

    @Test
    void openWireNeedsCountingWhereItArrives() {
        Flow flow = plan(Flows.flow("x")
                .component("gen", "generate_integers")
                .shard("far", 1)
                .component("sink", "drop")
                .endShard()
                .connect("gen#out", "sink#in")
                .wire(Wire.OPEN)
                .build());

        assertThat(stages(flow)).containsExactly("DEFAULT-1", "far-1 (count)");
    }

    @Test
    void shardsWithoutConnectionsBetweenThemStopTogether() {
        Flow flow = plan(Flows.flow("x")
                .component("a", "drop")
                .shard("s", 1)
                .component("b", "drop")
                .endShard()
                .build());

        assertThat(stages(flow)).containsExactly("DEFAULT-1 s-1");
    }

    @Test
    void aLongChainHasAStageForEachShard() {
        FlowBuilder builder = Flows.flow("long");
        for (int i = 0; i < 2000; i++) {
            builder.shard("s" + i, 1).component("c" + i, "count").endShard();
        }
        for (int i = 1; i < 2000; i++) {
            builder.connect("c" + (i - 1) + "#out", "c" + i + "#in");
        }

        assertThat(Stages.of(plan(builder.build())).stopOrder()).hasSize(2000);
    }

    private static Flow plan(Flow flow) {
        return new Planner(TestingTypes.ALL).plan(flow);
    }

    private static List<String> stages(Flow flow) {
        Map<UUID, String> names = new HashMap<>();
        WorkerPlans.of(flow, List.of()).forEach(plan -> names.put(plan.uuid(), plan.name()));
        return Stages.of(flow).stopOrder().stream()
                .map(stage -> String.join(
                                " ", stage.members().stream().map(names::get).toList())
                        + (stage.quiescence() ? " (count)" : ""))
                .toList();
    }
}
