package org.rflow.worker;

import java.util.List;
import java.util.ServiceLoader;
import org.rflow.connection.ConnectionType;
import org.rflow.model.Wire;

/** The connection types of the class path. Thread safe. */
final class ConnectionTypes {
    private final List<ConnectionType> types = ServiceLoader.load(ConnectionType.class).stream()
            .map(ServiceLoader.Provider::get)
            .toList();

    ConnectionType serving(Wire wire) {
        return types.stream()
                .filter(type -> type.serves(wire))
                .findFirst()
                .orElseThrow(() -> new WorkerException("no connection type on the class path serves the wire '"
                        + wire.text() + "'; rflow-connections is missing there"));
    }
}
