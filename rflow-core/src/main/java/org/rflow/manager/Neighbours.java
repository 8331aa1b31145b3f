package org.rflow.manager;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.rflow.bus.Command;
import org.rflow.bus.ManagerBus;
import org.rflow.bus.Reply;
import org.rflow.model.Attachment;
import org.rflow.model.Delivery;
import org.rflow.model.Endpoint;
import org.rflow.model.WorkerRef;

/**
 * Tells running workers which of their peers are gone, and where those are that came back. Nobody waits for their answers:
 * a peer that is slow to hear holds up no restart. Used only by the manager's thread.
 */
final class Neighbours {
    private static final Logger log = LogManager.getLogger(Neighbours.class);

    private final Roster roster;
    private final ManagerBus bus;
    private final EndpointBook book;
    private final Duration patience;

    Neighbours(Assignment assignment, ManagerBus bus, EndpointBook book) {
        this.roster = assignment.roster();
        this.bus = bus;
        this.book = book;
        this.patience = assignment.limits().startTimeout();
    }

    /**
     * The worker's process has ended. Those it sent to give up waiting for it only when it does not come back: what it had
     * sent may still be on its way, and the next incarnation takes its place by itself.
     */
    void left(WorkerHandle gone, boolean comesBack) {
        book.left(gone);
        if (!comesBack) {
            Roster.outgoing(gone)
                    .forEach(attachment -> roster.find(attachment.receivers())
                            .forEach(receiver -> disconnect(receiver, attachment, gone)));
        }
        Roster.incoming(gone)
                .forEach(attachment -> roster.find(attachment.senders()).stream()
                        .filter(sender -> !comesBack || !mustKeep(sender, gone, attachment))
                        .forEach(sender -> disconnect(sender, attachment, gone)));
    }

    /**
     * A sender that has ended and hears that its only receiver is gone drops what it still has for it. What is broadcast to
     * others too must not wait for one.
     */
    private boolean mustKeep(WorkerHandle sender, WorkerHandle gone, Attachment attachment) {
        boolean others = attachment.connection().delivery() != Delivery.KEYED
                && roster.find(attachment.receivers()).stream()
                        .anyMatch(other -> other != gone && other.isReachable() && book.isIn(other));
        return sender.wasAskedToShutDown() && !others;
    }

    /**
     * The worker is about to end, with others that begin anew together: nobody else sends to it any more, and it waits for
     * nobody else.
     */
    void cutOff(WorkerHandle leaving, Set<Host> together) {
        Roster.incoming(leaving)
                .forEach(attachment -> roster.find(attachment.senders()).stream()
                        .filter(sender -> !together.contains(sender.host()))
                        .forEach(sender -> {
                            disconnect(sender, attachment, leaving);
                            disconnect(leaving, attachment, sender);
                        }));
    }

    private void disconnect(WorkerHandle peer, Attachment attachment, WorkerHandle gone) {
        if (peer.isReachable() && peer.isWired()) {
            Command command = new Command.Disconnect(attachment.connection().uuid(), gone.uuid());
            bus.send(peer.uuid(), command, patience, reply -> log(peer, "forget " + gone.name(), reply));
        }
    }

    /** Every running worker is told where its peers are. */
    void tellAll() {
        Wiring wiring = book.wiring();
        roster.reachable().stream()
                .filter(WorkerHandle::isWired)
                .forEach(worker -> connect(worker, wiring.peersOf(worker), roster.reachable()));
    }

    /** The workers have bound their sockets: running peers that connect to them are told where. */
    void joined(List<WorkerHandle> back) {
        Wiring wiring = book.wiring();
        for (WorkerHandle peer : roster.reachable()) {
            if (peer.isWired() && !back.contains(peer)) {
                List<Endpoint> theirs = wiring.peersOf(peer).stream()
                        .filter(endpoint ->
                                back.stream().anyMatch(worker -> worker.uuid().equals(endpoint.owner())))
                        .toList();
                connect(peer, theirs, back);
            }
        }
    }

    private void connect(WorkerHandle peer, List<Endpoint> endpoints, List<WorkerHandle> back) {
        if (!endpoints.isEmpty()) {
            bus.send(
                    peer.uuid(),
                    new Command.Connect(endpoints),
                    patience,
                    reply -> log(peer, "connect to " + back, reply));
        }
    }

    /** Tells a worker that has just been configured whom not to wait for: those that are not there now. */
    void tellAbsences(WorkerHandle worker) {
        absent(worker, Roster.outgoing(worker), true);
        absent(worker, Roster.incoming(worker), false);
    }

    private void absent(WorkerHandle worker, Stream<Attachment> attachments, boolean receivers) {
        attachments.forEach(attachment -> {
            List<WorkerRef> peers = receivers ? attachment.receivers() : attachment.senders();
            for (WorkerHandle peer : roster.find(peers)) {
                boolean absent = receivers ? !book.isIn(peer) : peer.isLost();
                if (absent) {
                    Command command =
                            new Command.Disconnect(attachment.connection().uuid(), peer.uuid());
                    bus.send(worker.uuid(), command, patience, reply -> log(worker, "forget " + peer.name(), reply));
                }
            }
        });
    }

    private static void log(WorkerHandle worker, String what, Reply reply) {
        reply.error().ifPresent(error -> log.debug("{} could not {}: {}", worker, what, error));
    }
}
