package org.rflow.manager;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.rflow.model.Endpoint;

/** The addresses that workers have bound and not left. Used only by the manager's thread. */
final class EndpointBook {
    private final Map<UUID, List<Endpoint>> byOwner = new LinkedHashMap<>();
    private final UnaryOperator<Endpoint> route;

    /** Who connects to an address is told what {@code route} makes of it. */
    EndpointBook(UnaryOperator<Endpoint> route) {
        this.route = route;
    }

    /** What the worker has bound, in place of what it had. */
    void bound(WorkerHandle owner, List<Endpoint> endpoints) {
        byOwner.put(owner.uuid(), List.copyOf(endpoints));
    }

    /** The worker is gone: nobody is sent there any more. */
    void left(WorkerHandle owner) {
        byOwner.remove(owner.uuid());
    }

    /** Whether others can connect to the worker, as far as they do. */
    boolean isIn(WorkerHandle owner) {
        return byOwner.containsKey(owner.uuid());
    }

    List<Endpoint> all() {
        return byOwner.values().stream().flatMap(List::stream).toList();
    }

    Wiring wiring() {
        return new Wiring(all().stream().map(route).toList());
    }
}
