package org.rflow.manager;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.rflow.config.ConnectionBuilder;
import org.rflow.model.Endpoint;
import org.rflow.model.Flow;
import org.rflow.model.Wire;

final class WiringTest {
    private static final String BROKER = "broker-read#out => parse#in";

    private final List<Endpoint> bound = new ArrayList<>();

    @Test
    void sendersOnALinkConnectToEveryReceiver() {
        Roster roster = new Roster(Planned.chain(), List.of());
        bind(roster, 0, "parse-1", "a1");
        bind(roster, 0, "parse-2", "a2");
        bind(roster, 1, "count-1", "b1");

        assertThat(peers(roster, "read-1")).containsExactly("a1", "a2");
        assertThat(peers(roster, "parse-1")).containsExactly("b1");
        assertThat(peers(roster, "parse-2")).containsExactly("b1");
        assertThat(peers(roster, "count-1")).isEmpty();
    }

    @Test
    void sendersConnectToTheBrokerAndTheBrokerToThoseThatPull() {
        Roster roster = new Roster(Planned.brokered(), List.of());
        bind(roster, 0, BROKER, "front");
        bind(roster, 0, "parse-1", "a1");
        bind(roster, 0, "parse-2", "a2");

        assertThat(peers(roster, "read-1")).containsExactly("front");
        assertThat(peers(roster, BROKER)).containsExactly("a1", "a2");
        assertThat(peers(roster, "parse-1")).isEmpty();
    }

    @Test
    void bothSidesOfABroadcastConnectToTheBroker() {
        Roster roster = roster(Planned.birdstrikes()
                .connect("read#out", "parse#in")
                .broadcast()
                .broker());
        bind(roster, 0, BROKER, "front");
        bind(roster, 0, BROKER, "back");

        assertThat(peers(roster, "read-1")).containsExactly("front");
        assertThat(peers(roster, BROKER)).isEmpty();
        assertThat(peers(roster, "parse-1")).containsExactly("back");
        assertThat(peers(roster, "parse-2")).containsExactly("back");
    }

    @Test
    void receiversOfAnOpenBroadcastConnectToTheSenders() {
        Roster roster = roster(Planned.birdstrikes()
                .connect("read#out", "parse#in")
                .broadcast()
                .wire(Wire.OPEN));
        bind(roster, 0, "read-1", "xpub");

        assertThat(peers(roster, "read-1")).isEmpty();
        assertThat(peers(roster, "parse-2")).containsExactly("xpub");
    }

    private static Roster roster(ConnectionBuilder connection) {
        Flow flow = connection.connect("parse#out", "count#in").build();
        return new Roster(Planned.plan(flow), List.of());
    }

    private void bind(Roster roster, int connection, String owner, String address) {
        WorkerHandle worker = roster.worker(owner).orElseThrow();
        UUID uuid = roster.worker(connection == 0 ? "read-1" : "parse-1")
                .orElseThrow()
                .plan()
                .outgoing()
                .get(0)
                .connection()
                .uuid();
        bound.add(new Endpoint(uuid, worker.uuid(), "PULL", address));
    }

    private List<String> peers(Roster roster, String name) {
        return new Wiring(bound)
                .peersOf(roster.worker(name).orElseThrow()).stream()
                        .map(Endpoint::address)
                        .toList();
    }
}
