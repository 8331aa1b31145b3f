package org.rflow.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rflow.config.Flows;

final class FlowTextTest {

    @Test
    void saysSettingsShardsAndWherePortsLead() {
        String text = FlowText.of(Flows.flow("x")
                .setting("own", "1")
                .component("gen", "generate_integers", Map.of("start", "3"))
                .shard("s", 2)
                .component("sink", "drop")
                .endShard()
                .connect("gen#out[odd]", "sink#in")
                .keyedBy("data")
                .atLeastOnce()
                .build());

        assertThat(text).isEqualTo("""
                        flow x
                        settings:
                          own = 1
                        shards:
                          DEFAULT: process, count 1, restart on_failure
                            gen: generate_integers {start=3}
                          s: process, count 2, restart on_failure
                            sink: drop
                        connections:
                          gen#out[odd] => sink#in: keyed by data, at-least-once, auto
                        """);
    }

    @Test
    void saysTheSocketsOfAPlannedFlow() {
        String text = FlowText.of(new Planner(TestingTypes.ALL).plan(TestingFlows.sharded(true)));

        assertThat(text)
                .contains("  integers1#out => output_all#in: round-robin, open, brokered\n")
                .contains("    output: PUSH connect tcp://127.0.0.1:*\n")
                .contains("    input: ROUTER bind tcp://127.0.0.1:*\n");
    }
}
