package org.rflow.manager;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.rflow.model.Attachment;
import org.rflow.model.Connection;
import org.rflow.model.Endpoint;
import org.rflow.model.WorkerRef;

/**
 * Who must know which of the bound addresses: each end of a connection that the plan lets connect gets those of the other
 * end. A broker reports where its senders connect first and, when its receivers connect too, where they do second.
 */
final class Wiring {
    private static final String CONNECT = "connect";

    private final List<Endpoint> endpoints;

    Wiring(List<Endpoint> endpoints) {
        this.endpoints = List.copyOf(endpoints);
    }

    /** Where the worker or broker connects to. */
    List<Endpoint> peersOf(WorkerHandle worker) {
        List<Endpoint> peers = new ArrayList<>();
        Roster.outgoing(worker)
                .filter(attachment -> connects(worker, attachment.connection()))
                .forEach(attachment -> peers.addAll(receivers(attachment)));
        Roster.incoming(worker)
                .filter(attachment -> !worker.isBroker()
                        && attachment.connection().input().responsibility().equals(CONNECT))
                .forEach(attachment -> peers.addAll(senders(attachment)));
        return peers;
    }

    /** A broker's way out connects to receivers that bind; else its receivers connect to it. */
    private static boolean connects(WorkerHandle worker, Connection connection) {
        return worker.isBroker()
                ? !connection.input().responsibility().equals(CONNECT)
                : connection.output().responsibility().equals(CONNECT);
    }

    private List<Endpoint> receivers(Attachment attachment) {
        List<Endpoint> found = new ArrayList<>();
        for (WorkerRef receiver : attachment.receivers()) {
            bound(attachment.connection().uuid(), receiver.uuid()).stream()
                    .findFirst()
                    .ifPresent(found::add);
        }
        return found;
    }

    private List<Endpoint> senders(Attachment attachment) {
        List<Endpoint> found = new ArrayList<>();
        for (WorkerRef sender : attachment.senders()) {
            List<Endpoint> ofSender = bound(attachment.connection().uuid(), sender.uuid());
            if (!ofSender.isEmpty()) {
                found.add(ofSender.get(ofSender.size() - 1));
            }
        }
        return found;
    }

    private List<Endpoint> bound(UUID connection, UUID owner) {
        return endpoints.stream()
                .filter(endpoint -> endpoint.connection().equals(connection)
                        && endpoint.owner().equals(owner))
                .toList();
    }
}
