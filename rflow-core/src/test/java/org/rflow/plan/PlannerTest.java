package org.rflow.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.rflow.config.Flows;
import org.rflow.model.ComponentSpec;
import org.rflow.model.Connection;
import org.rflow.model.Flow;
import org.rflow.model.Ids;
import org.rflow.model.InvalidFlowException;
import org.rflow.model.Port;
import org.rflow.model.Shard;
import org.rflow.model.SocketEnd;
import org.rflow.model.Wire;
import org.rflow.model.Worker;

final class PlannerTest {

    @Test
    void numbersAndNamesWorkersFromOne() {
        Flow planned = plan(TestingFlows.sharded(false));

        assertThat(planned.workers())
                .extracting(Worker::name)
                .containsExactly("DEFAULT-1", "s1-1", "s1-2", "s1-3", "s2-1", "s2-2", "s3-1", "s3-2");
        assertThat(planned.shards().get(1).workers()).extracting(Worker::index).containsExactly(1, 2, 3);
    }

    @Test
    void processWorkersLiveAloneAndThreadsTogether() {
        Flow planned = plan(Flows.flow("x")
                .shard("alone", 3)
                .component("gen", "generate_integers")
                .endShard()
                .threads("together", 3)
                .component("sink", "drop")
                .endShard()
                .connect("gen#out", "sink#in")
                .build());

        assertThat(planned.shards().get(0).workers().stream().map(Worker::host).distinct())
                .hasSize(3);
        assertThat(planned.shards().get(1).workers().stream().map(Worker::host).distinct())
                .hasSize(1);
    }

    @Test
    void anExternalComponentIsAShardOfItsOwn() {
        Flow planned = plan(Flows.flow("x")
                .component("first", ComponentSpec.EXTERNAL, Map.of("rflow.exec", "cat"))
                .component("second", ComponentSpec.EXTERNAL, Map.of("rflow.exec", "cat"))
                .component("sink", "drop")
                .connect("first#out", "second#in")
                .atLeastOnce()
                .connect("second#out", "sink#in")
                .atLeastOnce()
                .build());

        assertThat(planned.shards()).extracting(Shard::name).containsExactly("DEFAULT", "first", "second");
    }

    @Test
    void everyUuidIsThereAndNoneTwice() {
        Flow planned = plan(TestingFlows.sharded(true));

        assertThat(TestingFlows.uuids(planned)).doesNotHaveDuplicates().doesNotContain(Ids.NONE);
    }

    @Test
    void uuidsAreRandom() {
        Planner planner = new Planner(TestingTypes.ALL);

        List<UUID> uuids = TestingFlows.uuids(planner.plan(TestingFlows.sharded(true)));

        assertThat(uuids).extracting(UUID::version).containsOnly(4);
        assertThat(TestingFlows.uuids(planner.plan(TestingFlows.sharded(true)))).doesNotContainAnyElementsOf(uuids);
    }

    @Test
    void planningTwiceIsPlanningOnce() {
        Flow planned = plan(TestingFlows.sharded(true));

        assertThat(plan(planned)).isEqualTo(planned);
    }

    @Test
    void sameUuidsGiveTheSamePlan() {
        assertThat(plan(TestingFlows.sharded(true))).isEqualTo(plan(TestingFlows.sharded(true)));
    }

    @Test
    void portsAreMadeOnceInOrderOfUse() {
        Flow planned = plan(Flows.flow("x")
                .component("gen", "generate_integers")
                .component("sink", "drop")
                .connect("gen#even_odd_out[even]", "sink#in")
                .connect("gen#even_odd_out[odd]", "sink#in[odd]")
                .connect("gen#out", "sink#in")
                .build());

        assertThat(planned.component("gen").orElseThrow().ports())
                .extracting(Port::name)
                .containsExactly("even_odd_out", "out");
        assertThat(planned.component("sink").orElseThrow().ports())
                .extracting(Port::name)
                .containsExactly("in");
        assertThat(planned.connections()).hasSize(3);
    }

    @Test
    void wiresFollowTheShards() {
        Flow planned = plan(Flows.flow("x")
                .component("a", "count")
                .component("b", "count")
                .shard("many", 2)
                .component("c", "count")
                .component("d", "count")
                .endShard()
                .connect("a#out", "b#in")
                .connect("a#out[1]", "b#in")
                .broadcast()
                .connect("b#out", "c#in")
                .connect("c#out", "d#in")
                .connect("c#out[1]", "d#in")
                .broadcast()
                .connect("c#out[2]", "d#in")
                .keyedBy("data")
                .connect("b#out[1]", "c#in")
                .wire(Wire.OPEN)
                .connect("b#out[2]", "c#in")
                .broker()
                .build());

        assertThat(planned.connections())
                .extracting(Connection::wire)
                .containsExactly(
                        Wire.DIRECT, Wire.DIRECT, Wire.LINK, Wire.DIRECT, Wire.LINK, Wire.LINK, Wire.OPEN, Wire.OPEN);
        assertThat(planned.connections())
                .extracting(connection -> Ids.isNone(connection.broker()))
                .containsExactly(true, true, true, true, true, true, true, false);
    }

    @Test
    void socketsAreNamedOnBothEnds() {
        Flow planned = plan(Flows.flow("x")
                .component("gen", "generate_integers")
                .component("near", "drop")
                .shard("far", 2)
                .component("sink", "drop")
                .endShard()
                .connect("gen#out", "near#in")
                .connect("gen#out", "sink#in")
                .connect("gen#out[1]", "sink#in")
                .wire(Wire.OPEN)
                .connect("gen#out[2]", "sink#in")
                .wire(Wire.OPEN)
                .broadcast()
                .connect("gen#out[3]", "sink#in")
                .broker()
                .connect("gen#out[4]", "sink#in")
                .broker()
                .broadcast()
                .build());

        String inside = "inproc://rflow." + planned.connections().get(0).uuid();
        assertThat(planned.connections())
                .extracting(connection -> text(connection.output()) + " -> " + text(connection.input()))
                .containsExactly(
                        "DIRECT connect " + inside + " -> DIRECT bind " + inside,
                        "DEALER connect tcp://127.0.0.1:* -> ROUTER bind tcp://127.0.0.1:*",
                        "PUSH connect tcp://127.0.0.1:* -> PULL bind tcp://127.0.0.1:*",
                        "XPUB bind tcp://127.0.0.1:* -> SUB connect tcp://127.0.0.1:*",
                        "PUSH connect tcp://127.0.0.1:* -> PULL bind tcp://127.0.0.1:*",
                        "XPUB connect tcp://127.0.0.1:* -> SUB connect tcp://127.0.0.1:*");
    }

    @Test
    void addressesOfTheUserAreHonoured() {
        Flow planned = plan(Flows.flow("x")
                .component("gen", "generate_integers")
                .component("sink", "drop")
                .connect("gen#out", "sink#in")
                .option("input_address", "tcp://127.0.0.1:5555")
                .connect("gen#even_odd_out", "sink#in")
                .broker()
                .option("output_address", "tcp://127.0.0.1:5556")
                .build());

        assertThat(planned.connections())
                .extracting(connection ->
                        connection.output().address() + " " + connection.input().address())
                .containsExactly("tcp://127.0.0.1:5555 tcp://127.0.0.1:5555", "tcp://127.0.0.1:5556 tcp://127.0.0.1:*");
        assertThat(planned.connections().get(0).wire()).isEqualTo(Wire.LINK);
    }

    @Test
    void settingsAreCompletedAndTheUsersWin() {
        Flow planned = plan(Flows.flow("birds")
                .setting("own.colour", "red")
                .setting("rflow.log_directory_path", "/var/log")
                .setting("rflow.pid_file_path", "here.pid")
                .build());

        assertThat(planned.settings())
                .containsEntry("rflow.application_name", "birds")
                .containsEntry("rflow.log_file_path", "/var/log/birds.log")
                .containsEntry("rflow.pid_directory_path", "run")
                .containsEntry("rflow.pid_file_path", "here.pid")
                .containsEntry("rflow.log_level", "INFO")
                .containsEntry("own.colour", "red");
    }

    @Test
    void wrongFlowsAreNotPlanned() {
        Flow wrong = Flows.flow("x").component("gen", "generate_integer").build();

        assertThatThrownBy(() -> plan(wrong))
                .isInstanceOf(InvalidFlowException.class)
                .hasMessageStartingWith("x: component 'gen' has unknown type 'generate_integer'");
    }

    @Test
    void classNamesAreTypesToo() {
        Flow planned = plan(Flows.flow("x")
                .component("gen", "org.example.generate_integers")
                .component("sink", "org.example.drop", Map.of())
                .connect("gen#out", "sink#in")
                .build());

        assertThat(planned.components()).extracting(ComponentSpec::type).contains("org.example.drop");
    }

    @Test
    void orderOfDeclarationIsKept() {
        Flow planned = plan(TestingFlows.sharded(false));

        assertThat(planned.shards()).extracting(Shard::name).containsExactly("DEFAULT", "s1", "s2", "s3");
        assertThat(planned.connections())
                .extracting(Connection::name)
                .containsExactlyElementsOf(TestingFlows.sharded(false).connections().stream()
                        .map(Connection::name)
                        .toList());
    }

    private static String text(SocketEnd end) {
        return end.socketType() + " " + end.responsibility() + " " + end.address();
    }

    private static Flow plan(Flow flow) {
        AtomicLong next = new AtomicLong();
        return new Planner(TestingTypes.ALL, () -> new UUID(0, next.incrementAndGet())).plan(flow);
    }
}
