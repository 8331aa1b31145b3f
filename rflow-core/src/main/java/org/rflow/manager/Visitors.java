package org.rflow.manager;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.rflow.bus.Registration;
import org.rflow.model.Ids;
import org.rflow.model.Shard;

/** Who may register as what: workers that were started, and external components that come by themselves. Used only by the manager's thread. */
final class Visitors {
    private final Roster roster;
    private final Supplier<FlowState> state;

    Visitors(Roster roster, Supplier<FlowState> state) {
        this.roster = roster;
        this.state = state;
    }

    /** Whoever only knows the name of its component is the worker it has been before, or one that is not there. */
    UUID identify(Registration registration) {
        if (!Ids.isNone(registration.instance()) || registration.component().isEmpty()) {
            return registration.instance();
        }
        return places(registration.component())
                .filter(worker -> worker.host().isProcess(registration.pid()))
                .findFirst()
                .or(() -> places(registration.component())
                        .filter(worker -> worker.host().isProcess(0))
                        .findFirst())
                .map(WorkerHandle::uuid)
                .orElse(Ids.NONE);
    }

    private Stream<WorkerHandle> places(String component) {
        return roster.hosts().stream()
                .filter(Host::comesByItself)
                .filter(host -> host.shard()
                        .flatMap(Shard::external)
                        .filter(spec -> spec.name().equals(component))
                        .isPresent())
                .flatMap(host -> host.workers().stream());
    }

    /** Why the peer may not take part; empty when it may, or is unknown. */
    Optional<String> refusal(Registration registration) {
        if (registration.role() != Registration.Role.EXTERNAL) {
            return roster.refusal(registration);
        }
        if (Ids.isNone(registration.instance())) {
            return Optional.of(reason(registration));
        }
        Optional<WorkerHandle> visitor = roster.worker(registration.instance())
                .filter(worker -> worker.host().comesByItself());
        if (visitor.filter(worker -> !worker.host().isProcess(0)).isPresent()) {
            return roster.refusal(registration);
        }
        return Optional.empty();
    }

    private String reason(Registration registration) {
        String component = registration.component();
        if (component.isEmpty()) {
            return "an external component says its instance, or the name of its component";
        }
        List<WorkerHandle> places = places(component).toList();
        if (places.isEmpty()) {
            return "the flow has no component '" + component + "' that comes by itself; write 'external: true' for it";
        }
        if (places.stream().noneMatch(worker -> worker.host().isAlive())) {
            return "component '" + component + "' cannot come while the flow is " + state.get() + "; try again";
        }
        return "all " + places.size() + " workers of component '" + component + "' are there already";
    }
}
