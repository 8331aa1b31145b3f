package org.rflow.bus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.rflow.model.Ids;

final class PeersTest {
    private final Peers peers = new Peers();

    @Test
    void givesAnInstanceThatRegistersAnewItsNewRouteOnly() {
        UUID worker = Samples.uuid(1);
        peers.put(peer(1, worker));

        peers.put(peer(2, worker));

        assertThat(peers.at(route(1))).isEmpty();
        assertThat(peers.at(route(2))).isEqualTo(peers.find(worker)).isPresent();
    }

    @Test
    void givesARouteToTheLastInstanceThatRegisteredOnIt() {
        peers.put(peer(1, Samples.uuid(1)));

        peers.put(peer(1, Samples.uuid(2)));

        assertThat(peers.find(Samples.uuid(1))).isEmpty();
        assertThat(peers.at(route(1))).isEqualTo(peers.find(Samples.uuid(2))).isPresent();
    }

    @Test
    void isForTheIncarnationOfTheLastConfigureElseOfTheLastBeacon() {
        Peer peer = peer(1, Samples.uuid(1));

        peer.onBeacon(Samples.beacon());
        assertThat(peer.incarnationFor(new Command.Run())).isEqualTo(3);
        assertThat(peer.incarnationFor(new Command.Configure(Samples.plan(), 7)))
                .isEqualTo(7);
        peer.onBeacon(Samples.beacon());

        assertThat(peer.incarnationFor(new Command.Run())).isEqualTo(7);
    }

    private static Peer peer(int route, UUID instance) {
        return new Peer(route(route), new Registration(Registration.Role.WORKER, instance, Ids.NONE, 1, 1));
    }

    private static Route route(int number) {
        return Route.of(new byte[][] {{(byte) number}});
    }
}
