package org.rflow.manager;

import java.time.Duration;
import java.util.List;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.rflow.bus.Beacon;
import org.rflow.bus.Command;
import org.rflow.bus.Event;
import org.rflow.bus.Reply;
import org.rflow.model.Attachment;
import org.rflow.model.WorkerRef;

/**
 * Watches the signs of life of all workers and decides what the end of a host means. Used only by the manager's thread.
 */
final class Supervision {
    private static final Logger log = LogManager.getLogger(Supervision.class);

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Assignment assignment;
    private final Surroundings around;
    private final BeaconWatch watch;

    /** What is to be done about a host that has ended. */
    enum Verdict {
        /** It was told to end, and did. */
        EXPECTED,
        /** Nothing replaces it. */
        STOP_FLOW
    }

    Supervision(Assignment assignment, Surroundings around) {
        this.assignment = assignment;
        this.around = around;
        this.watch = new BeaconWatch(
                around.clock(),
                assignment.limits().beaconInterval(),
                assignment.limits().beaconMisses());
    }

    void heard(WorkerHandle worker) {
        if (watch.heard(worker)) {
            log.info("worker {} beacons again", worker.name());
        }
    }

    /** Called every beacon interval. */
    void check() {
        // they have nothing to do any more but to end, and for that there is a deadline
        assignment.roster().workers().stream()
                .filter(worker -> worker.state() == HandleState.STOPPED)
                .forEach(watch::forget);
        for (BeaconWatch.Miss miss : watch.check()) {
            WorkerHandle worker = miss.worker();
            String missed = "it missed " + miss.beacons() + " beacons";
            publish(Event.BEACON_MISSED, worker, missed);
            if (miss.isFatal()) {
                log.error("worker {}: {}; killing its process", worker.name(), missed);
                worker.host().kill(missed);
            } else {
                log.warn(
                        "worker {} missed {} beacons{}",
                        worker.name(),
                        miss.beacons(),
                        worker.beacon()
                                .map(Beacon::inside)
                                .filter(inside -> !inside.isEmpty())
                                .map(inside -> "; it was last seen in component '" + inside + "'")
                                .orElse(""));
            }
        }
    }

    /** The host's process has ended: its workers are gone, and their peers are told. */
    Verdict ended(Host host, int code) {
        boolean expected = host.isGivenUp() || (host.wasAskedToEnd() && code == 0);
        host.exited(code);
        for (WorkerHandle worker : host.workers()) {
            watch.forget(worker);
            worker.exited();
            publish(Event.PROCESS_ENDED, worker, Exits.describe(code));
        }
        if (expected) {
            return Verdict.EXPECTED;
        }
        host.workers().forEach(this::disconnectPeers);
        return switch (host.restart()) {
            case NEVER -> Verdict.STOP_FLOW;
            case ON_FAILURE, ALWAYS ->
                throw new IllegalStateException(
                        "restart policy '" + host.restart().text() + "' of " + host.name()
                                + " is not available; the plan lets no flow have it");
        };
    }

    private void disconnectPeers(WorkerHandle gone) {
        Roster.outgoing(gone).forEach(attachment -> disconnect(gone, attachment, attachment.receivers()));
        Roster.incoming(gone).forEach(attachment -> disconnect(gone, attachment, attachment.senders()));
    }

    private void disconnect(WorkerHandle gone, Attachment attachment, List<WorkerRef> peers) {
        Command command = new Command.Disconnect(attachment.connection().uuid(), gone.uuid());
        for (WorkerHandle peer : assignment.roster().find(peers)) {
            // a broker keeps its receivers
            if (peer.isReachable() && !peer.isBroker()) {
                around.bus().send(peer.uuid(), command, PATIENCE, reply -> forgot(peer, gone, reply));
            }
        }
    }

    private static void forgot(WorkerHandle peer, WorkerHandle gone, Reply reply) {
        reply.error().ifPresent(error -> log.debug("{} could not forget {}: {}", peer, gone, error));
    }

    private void publish(String kind, WorkerHandle worker, String text) {
        around.publish(kind, worker, text);
    }
}
