package org.rflow.bus;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Which worker is at the end of which route. A route is the name that the ROUTER gave to a connection. */
final class Peers {
    /** More workers than any manager has; keeps a peer that makes up instances from filling the memory. */
    static final int MAX = 10_000;

    private final Map<Route, Peer> byRoute = new HashMap<>();
    private final Map<UUID, Peer> byInstance = new HashMap<>();

    Optional<Peer> at(Route route) {
        return Optional.ofNullable(byRoute.get(route));
    }

    Optional<Peer> find(UUID instance) {
        return Optional.ofNullable(byInstance.get(instance));
    }

    boolean isFull() {
        return byInstance.size() >= MAX;
    }

    /** Takes the place of an earlier peer of the same instance and of the one that had this route. */
    void put(Peer peer) {
        remove(peer.registration().instance());
        at(peer.route()).ifPresent(other -> remove(other.registration().instance()));
        byInstance.put(peer.registration().instance(), peer);
        byRoute.put(peer.route(), peer);
    }

    void remove(UUID instance) {
        Peer peer = byInstance.remove(instance);
        if (peer != null) {
            byRoute.remove(peer.route());
        }
    }
}
