package org.rflow.testing;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.rflow.message.DataType;
import org.rflow.message.Message;
import org.rflow.model.ComponentType;
import org.rflow.model.DeclaredType;
import org.rflow.model.PortDirection;
import org.rflow.model.PortType;

/** What a component's output ports declare to give, compared with what they gave in a test. Used once, by one thread. */
final class TypePromises {
    private final ComponentType component;
    private final Map<String, Set<DataType>> received = new HashMap<>();

    TypePromises(ComponentType component) {
        this.component = component;
    }

    /** The component got the message on that input. */
    void received(String port, Message message) {
        received.computeIfAbsent(port, name -> new HashSet<>()).add(message.type());
    }

    /** {@code sent}: by port, {@code "out"}, or key of a port, {@code "out[key]"}. {@link AssertionError} when a promise was not kept. */
    void check(Map<String, List<Message>> sent) {
        for (PortType port : component.ports()) {
            boolean promises = !port.types().isEmpty() || !port.passes().isEmpty();
            if (port.direction() == PortDirection.OUTPUT && promises) {
                Set<DataType> promised = promised(port);
                sent.forEach((place, messages) -> {
                    if (place.equals(port.name()) || place.startsWith(port.name() + "[")) {
                        messages.forEach(message -> check(place, message.type(), promised));
                    }
                });
            }
        }
    }

    private Set<DataType> promised(PortType port) {
        Set<DataType> promised = new HashSet<>();
        for (DeclaredType type : port.types()) {
            promised.add(DataType.of(type.name(), type.schema()));
        }
        port.passes().forEach(input -> promised.addAll(received.getOrDefault(input, Set.of())));
        return promised;
    }

    private static void check(String place, DataType type, Set<DataType> promised) {
        if (!promised.contains(type)) {
            throw new AssertionError("'" + place + "' gave a " + type + ", and declares to give or to pass " + promised
                    + "; see gives(...) and passes(...) of the port");
        }
    }
}
