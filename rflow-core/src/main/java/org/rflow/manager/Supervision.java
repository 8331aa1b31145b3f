package org.rflow.manager;

import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.rflow.bus.Beacon;
import org.rflow.bus.Event;
import org.rflow.process.ProcessUsage;

/** Watches the signs of life of all workers, and kills those that give none. Used only by the manager's thread. */
final class Supervision {
    private static final Logger log = LogManager.getLogger(Supervision.class);

    private final Assignment assignment;
    private final Surroundings around;
    private final BeaconWatch watch;
    private final StuckWatch stuck;
    private final MemoryWatch memory;

    Supervision(Assignment assignment, Surroundings around) {
        this.assignment = assignment;
        this.around = around;
        this.watch = new BeaconWatch(
                around.clock(),
                assignment.limits().beaconInterval(),
                assignment.limits().beaconWarning(),
                assignment.limits().beaconMisses());
        this.stuck = new StuckWatch(assignment.limits(), around);
        this.memory = new MemoryWatch(ProcessUsage::residentBytes);
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
        assignment.roster().workers().forEach(stuck::check);
        assignment.roster().hosts().forEach(memory::check);
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

    /** The host's process has ended: its workers are not watched any more. */
    void ended(Host host, int code) {
        host.exited(code);
        OutOfMemory.in(host).ifPresent(error -> host.workers().forEach(worker -> worker.failed(error)));
        for (WorkerHandle worker : host.workers()) {
            watch.forget(worker);
            worker.exited();
            publish(Event.PROCESS_ENDED, worker, Exits.describe(code));
        }
    }

    private void publish(String kind, WorkerHandle worker, String text) {
        around.publish(kind, worker, text);
    }
}
