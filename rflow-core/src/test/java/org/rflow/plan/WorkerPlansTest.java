package org.rflow.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.rflow.config.Flows;
import org.rflow.model.Attachment;
import org.rflow.model.ComponentSpec;
import org.rflow.model.Flow;
import org.rflow.model.WorkerPlan;
import org.rflow.model.WorkerRef;

final class WorkerPlansTest {

    @Test
    void shardedFlowHasEightHostsAndTenWithBrokers() {
        assertThat(WorkerPlans.of(plan(TestingFlows.sharded(false)), List.of())).hasSize(8);
        assertThat(WorkerPlans.of(plan(TestingFlows.sharded(true)), List.of()))
                .hasSize(10)
                .extracting(WorkerPlan::name)
                .startsWith(
                        "broker-integers1#out => output_all#in",
                        "broker-integers2#out => output_all#in",
                        "DEFAULT-1",
                        "s1-1");
    }

    @Test
    void senderAndReceiverKnowAllOfEachOther() {
        List<WorkerPlan> plans = WorkerPlans.of(plan(TestingFlows.sharded(false)), List.of());

        Attachment out = attachment(plan(plans, "s1-2").outgoing(), "integers1#out => output_all#in");
        Attachment in = attachment(plan(plans, "s3-1").incoming(), "integers1#out => output_all#in");

        assertThat(names(out.senders())).containsExactly("s1-1", "s1-2", "s1-3");
        assertThat(names(out.receivers())).containsExactly("s3-1", "s3-2");
        assertThat(in).isEqualTo(out);
        assertThat(plan(plans, "s1-2").incoming()).isEmpty();
        assertThat(plan(plans, "s1-2").components())
                .extracting(ComponentSpec::name)
                .containsExactly("integers1");
    }

    @Test
    void brokerStandsBetweenSendersAndReceivers() {
        List<WorkerPlan> plans = WorkerPlans.of(plan(TestingFlows.sharded(true)), List.of());
        String connection = "integers1#out => output_all#in";
        WorkerPlan broker = plan(plans, "broker-" + connection);

        assertThat(names(attachment(plan(plans, "s1-1").outgoing(), connection).receivers()))
                .containsExactly(broker.name());
        assertThat(names(attachment(plan(plans, "s3-2").incoming(), connection).senders()))
                .containsExactly(broker.name());
        assertThat(broker.isBroker()).isTrue();
        assertThat(broker.incoming()).hasSize(1);
        assertThat(names(broker.incoming().get(0).senders())).containsExactly("s1-1", "s1-2", "s1-3");
        assertThat(names(broker.incoming().get(0).receivers())).containsExactly(broker.name());
        assertThat(broker.outgoing()).hasSize(1);
        assertThat(names(broker.outgoing().get(0).senders())).containsExactly(broker.name());
        assertThat(names(broker.outgoing().get(0).receivers())).containsExactly("s3-1", "s3-2");
    }

    @Test
    void directConnectionStandsInBothAndKnowsOnlyItsWorker() {
        Flow flow = plan(Flows.flow("x")
                .shard("s", 2)
                .component("gen", "generate_integers")
                .component("sink", "drop")
                .endShard()
                .connect("gen#out", "sink#in")
                .build());

        WorkerPlan second = plan(WorkerPlans.of(flow, List.of("a.jar")), "s-2");

        assertThat(second.incoming()).isEqualTo(second.outgoing()).hasSize(1);
        assertThat(names(second.incoming().get(0).senders())).containsExactly("s-2");
        assertThat(names(second.incoming().get(0).receivers())).containsExactly("s-2");
        assertThat(second.extensions()).containsExactly("a.jar");
        assertThat(second.index()).isEqualTo(2);
        assertThat(second.shardCount()).isEqualTo(2);
    }

    @Test
    void broadcastWithinAShardReachesEveryCopy() {
        Flow flow = plan(Flows.flow("x")
                .shard("s", 2)
                .component("gen", "generate_integers")
                .component("sink", "drop")
                .endShard()
                .connect("gen#out", "sink#in")
                .broadcast()
                .build());

        WorkerPlan first = plan(WorkerPlans.of(flow, List.of()), "s-1");

        assertThat(names(first.outgoing().get(0).receivers())).containsExactly("s-1", "s-2");
        assertThat(names(first.incoming().get(0).senders())).containsExactly("s-1", "s-2");
    }

    @Test
    void anUnplannedFlowHasNoWorkerPlans() {
        assertThatThrownBy(() -> WorkerPlans.of(TestingFlows.sharded(true), List.of()))
                .hasMessage("'integers1#out => output_all#in' is not planned yet");
    }

    @Test
    void namesOfBrokersBecomeNamesOfFiles() {
        assertThat(WorkerPlans.fileName("broker-a#out[x/y] => b#in")).isEqualTo("broker-a_out_x_y_b_in");
    }

    private static Flow plan(Flow flow) {
        return new Planner(TestingTypes.ALL).plan(flow);
    }

    private static WorkerPlan plan(List<WorkerPlan> plans, String name) {
        return plans.stream()
                .filter(plan -> plan.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Attachment attachment(List<Attachment> attachments, String connection) {
        return attachments.stream()
                .filter(attachment -> attachment.connection().name().equals(connection))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> names(List<WorkerRef> workers) {
        return workers.stream().map(WorkerRef::name).toList();
    }
}
