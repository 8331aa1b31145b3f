package org.rflow.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rflow.model.ComponentSpec;
import org.rflow.model.Endpoint;
import org.rflow.model.Flow;
import org.rflow.model.Ids;
import org.rflow.model.Port;
import org.rflow.model.PortDirection;
import org.rflow.model.Shard;
import org.rflow.model.ShardType;

/** What a config database does, of whatever kind. */
abstract class FlowStoreContract {
    private final List<FlowStore> stores = new ArrayList<>();

    /** The name of this test's own, empty database. */
    abstract String database();

    /** A URL that a stranger opens it with. */
    abstract String strangersUrl();

    @AfterEach
    void closeAllWithoutALeak() {
        int inUse = stores.stream().mapToInt(FlowStore::connectionsInUse).sum();
        stores.forEach(FlowStore::close);

        assertThat(inUse).as("connections that leaked").isZero();
    }

    @Test
    void givesBackWhatWasSaved() {
        FlowStore store = create();
        Flow planned = PlannedFlows.birds();

        Flow saved = store.save(planned);

        assertThat(saved)
                .isEqualTo(new Flow(planned.name(), 1, planned.settings(), planned.shards(), planned.connections()));
        Flow loaded = store.load().orElseThrow();
        assertThat(loaded).isEqualTo(saved);
        assertThat(loaded.settings().keySet())
                .containsExactlyElementsOf(saved.settings().keySet());
        assertThat(loaded.component("parse").orElseThrow().options().keySet()).containsExactly("z", "a", "m", "B");
        assertThat(store.requireFlow()).isEqualTo(saved);
    }

    @Test
    void keepsItWhenItIsOpenedAgain() {
        Flow saved = FlowStore.fill(database(), PlannedFlows.birds());

        FlowStore store = open();

        assertThat(store.load()).hasValue(saved);
        assertThat(FlowStore.exists(database())).isTrue();
    }

    @Test
    void keepsEveryRevision() {
        FlowStore store = create();

        Flow first = store.save(PlannedFlows.birds());
        Flow second = store.save(PlannedFlows.small("birds"));

        assertThat(store.load()).hasValue(second);
        assertThat(store.load(1)).hasValue(first);
        assertThat(store.load(2)).hasValue(second);
        assertThat(store.load(3)).isEmpty();
        assertThat(store.revisions())
                .extracting(Revision::number, Revision::flow)
                .containsExactly(tuple(1, "birds"), tuple(2, "birds"));
    }

    @Test
    void changesNothingWhenAFlowCannotBeSaved() {
        FlowStore store = create();
        Flow first = store.save(PlannedFlows.small("first"));
        Flow flow = PlannedFlows.birds();
        Shard shard = flow.shards().get(0);
        Shard sameUuid =
                new Shard(shard.uuid(), "other", shard.type(), 1, shard.restart(), Map.of(), List.of(), List.of());
        Flow broken = new Flow("broken", 0, Map.of(), List.of(shard, sameUuid), List.of());

        assertThatThrownBy(() -> store.save(broken))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("config database '")
                .hasMessageContaining("cannot be written: ")
                .hasMessageNotContaining("\n");

        assertThat(store.load()).hasValue(first);
        assertThat(store.revisions()).hasSize(1);
    }

    @Test
    void leavesNothingBehindWhenTheFirstFlowCannotBeSaved() {
        Flow unplanned = new Flow(
                "x", 0, Map.of(), List.of(Shard.of(Shard.DEFAULT, ShardType.PROCESS, 1, List.of())), List.of());

        assertThatThrownBy(() -> FlowStore.fill(database(), unplanned))
                .isInstanceOf(StoreException.class)
                .hasMessage("flow 'x' is not planned yet; plan it before it is saved");

        assertThat(FlowStore.exists(database())).isFalse();
    }

    @Test
    void saysInWordsThatAPortNameIsTakenTwice() {
        Port in = new Port(UUID.randomUUID(), "same", PortDirection.INPUT);
        Port out = new Port(UUID.randomUUID(), "same", PortDirection.OUTPUT);
        Flow flow = PlannedFlows.small("x");
        Shard shard = flow.shards().get(0);
        ComponentSpec both = new ComponentSpec(UUID.randomUUID(), "both", "t", true, Map.of(), List.of(in, out));
        Shard wrong = new Shard(
                shard.uuid(), shard.name(), shard.type(), 1, shard.restart(), Map.of(), List.of(both), List.of());

        assertThatThrownBy(() -> create().save(new Flow("x", 0, Map.of(), List.of(wrong), List.of())))
                .isInstanceOf(StoreException.class)
                .hasMessage("flow 'x': component 'both': port 'same' is there twice; the name must be unique");
    }

    @Test
    void findsSettingsByName() {
        FlowStore store = create();
        store.save(PlannedFlows.birds());

        assertThat(store.setting("mysetting")).hasValue("myvalue");
        assertThat(store.setting("empty")).hasValue("");
        assertThat(store.setting("no.such")).isEmpty();
    }

    @Test
    void honoursWhatAStrangerChanged() throws SQLException {
        FlowStore.fill(database(), PlannedFlows.birds());

        execute("update connections set input_address = 'tcp://10.0.0.1:5000' where name = 'read#out => parse#in'");
        execute("update components set options = '{ \"n\" : 3, \"b\":true, \"gone\": null }' where name = 'sink'");
        Flow flow = open().requireFlow();

        assertThat(flow.connections().get(0).input().address()).isEqualTo("tcp://10.0.0.1:5000");
        assertThat(flow.component("sink").orElseThrow().options()).isEqualTo(Map.of("n", "3", "b", "true"));
    }

    @Test
    void readsRowsThatAStrangerAddedWithDefaults() throws SQLException {
        Flow saved = FlowStore.fill(database(), PlannedFlows.birds());
        String ports = "(select uuid from ports where type = 'OutputPort' and component_uuid = (select uuid from"
                + " components where name = 'parse')), (select uuid from ports where type = 'InputPort' and"
                + " component_uuid = (select uuid from components where name = 'sink'))";

        execute("insert into connections (uuid, name, type, delivery, wire, output_port_uuid, input_port_uuid,"
                + " output_socket_type, output_address, output_responsibility, input_socket_type, input_address,"
                + " input_responsibility, position) select '" + new UUID(1, 2)
                + "', 'hand-made', 'ZMQConnection', 'round-robin', 'open', " + ports
                + ", 'PUSH', 'tcp://a:1', 'connect', 'PULL', 'tcp://a:1', 'bind', 99");
        List<org.rflow.model.Connection> connections = open().requireFlow().connections();

        assertThat(connections).hasSize(saved.connections().size() + 1);
        assertThat(connections.get(connections.size() - 1).name()).isEqualTo("parse#out[0] => sink#in[0]");
        assertThat(connections.get(connections.size() - 1).broker()).isEqualTo(Ids.NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update shards set type = 'Shard' where name = 'parsing'"
                        + " | table shards, 'parsing': the shard type 'Shard' is unknown; it is ProcessShard or ThreadShard",
                "update components set options = '{\"a\":1' where name = 'sink'"
                        + " | table components, 'sink': the JSON object is wrong at character 7: there should be }",
                "update components set options = 'x' where name = 'sink'"
                        + " | table components, 'sink': the JSON object is wrong at character 1: there should be {",
                "update connections set type = 'AMQPConnection' where position = 0"
                        + " | table connections, 'read#out => parse#in': the connection type 'AMQPConnection' is unknown;"
                        + " it is ZMQConnection or BrokeredZMQConnection"
            })
    void saysWhichRowAStrangerBroke(String statementAndProblem) throws SQLException {
        FlowStore.fill(database(), PlannedFlows.birds());
        String[] parts = statementAndProblem.split(" \\| ");

        execute(parts[0]);

        assertThatThrownBy(() -> open().requireFlow())
                .isInstanceOf(StoreException.class)
                .hasMessageEndingWith(" cannot be read: " + parts[1]);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "insert into shards (uuid, name, count, type) values ('1', 'parsing', 1, 'ProcessShard')",
                "insert into shards (uuid, name, count, type) values ('1', 'new', 0, 'ProcessShard')",
                "insert into shards (uuid, name, count, type, created_at) values ('1', 'new', 1, 'ProcessShard', null)",
                "insert into components (uuid, name, specification, shard_uuid) select '1', 'read', 'x', uuid from shards",
                "insert into components (uuid, name, specification, shard_uuid) values ('1', 'new', 'x', '2')",
                "insert into ports (uuid, name, type, component_uuid) select '1', name, type, component_uuid from ports"
                        + " where name = 'out' and position = 0",
                "insert into settings (name) values ('mysetting')"
            })
    void letsNoStrangerBreakARule(String statement) {
        FlowStore.fill(database(), PlannedFlows.birds());

        assertThatThrownBy(() -> execute(statement)).isInstanceOf(SQLException.class);
    }

    @Test
    void notesEndpointsInPlaceOfEarlierOnes() {
        FlowStore store = create();
        Flow flow = store.save(PlannedFlows.birds());
        UUID connection = flow.connections().get(0).uuid();
        UUID other = flow.connections().get(1).uuid();
        UUID owner = UUID.randomUUID();
        Endpoint first = new Endpoint(connection, owner, "PULL", "tcp://127.0.0.1:1");
        Endpoint second = new Endpoint(other, owner, "PULL", "tcp://127.0.0.1:2");
        Endpoint again = new Endpoint(connection, owner, "PULL", "tcp://127.0.0.1:3");

        store.saveEndpoints(List.of(first, second));
        store.saveEndpoints(List.of(again));

        assertThat(store.endpoints()).containsExactly(again, second);
        store.clearEndpoints();
        assertThat(store.endpoints()).isEmpty();
    }

    @Test
    void notesBothEndsOfABroadcastBroker() {
        FlowStore store = create();
        UUID connection = store.save(PlannedFlows.birds()).connections().get(0).uuid();
        UUID broker = UUID.randomUUID();
        Endpoint front = new Endpoint(connection, broker, "XSUB", "tcp://127.0.0.1:1");
        Endpoint back = new Endpoint(connection, broker, "XPUB", "tcp://127.0.0.1:2");

        store.saveEndpoints(List.of(front, back));

        assertThat(store.endpoints()).containsExactly(front, back);
    }

    @Test
    void forgetsTheEndpointsOfAnEarlierRevision() {
        FlowStore store = create();
        Flow flow = store.save(PlannedFlows.birds());
        store.saveEndpoints(List.of(
                new Endpoint(flow.connections().get(0).uuid(), UUID.randomUUID(), "PULL", "tcp://127.0.0.1:1")));

        store.save(PlannedFlows.birds());

        assertThat(store.endpoints()).isEmpty();
    }

    @Test
    void tellsAnEmptyDatabaseFromOneThatIsNotOurs() {
        try (FlowStore empty = FlowStore.create(database())) {
            assertThat(empty.isEmpty()).isTrue();
            assertThatThrownBy(empty::requireFlow)
                    .isInstanceOf(StoreException.class)
                    .hasMessageStartingWith("Empty configuration database '")
                    .hasMessageContaining("; run 'rflow load -c <config file> -d ");
        }
    }

    @Test
    void refusesTheSchemaOfSomethingElse() throws SQLException {
        execute("create table theirs (id int)");

        assertThatThrownBy(() -> FlowStore.open(database()))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("' is not a config database of RFlow; run 'rflow load -c <config file> -d ");
        assertThatThrownBy(() -> FlowStore.create(database()))
                .isInstanceOf(StoreException.class)
                .hasMessageEndingWith(
                        "' cannot get its tables: it holds tables that are not RFlow's; use an empty database or schema");
    }

    @Test
    void refusesTheSchemaOfANewerRFlow() throws SQLException {
        FlowStore.fill(database(), PlannedFlows.birds());
        execute("update \"flyway_schema_history\" set \"version\" = '99'");

        assertThatThrownBy(() -> FlowStore.open(database()))
                .isInstanceOf(StoreException.class)
                .hasMessageEndingWith(
                        "' has schema version 99, made by a newer RFlow; this one knows up to " + Schema.VERSION);
    }

    final FlowStore create() {
        return kept(FlowStore.create(database()));
    }

    final FlowStore open() {
        return kept(FlowStore.open(database()));
    }

    private FlowStore kept(FlowStore store) {
        stores.add(store);
        return store;
    }

    final void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(strangersUrl());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
