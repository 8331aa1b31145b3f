package org.rflow.manager;

import static java.util.stream.Collectors.joining;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.rflow.manager.RunRecord.HostRecord;
import org.rflow.model.Endpoint;
import org.rflow.process.ProcessIdentity;

/**
 * Takes over the processes of a manager that died (RF-188), while they move data. They look for a new manager by themselves: until
 * each has found this one, or has ended, nothing is decided about any of them; then those that ended in between are treated as
 * if they had ended now. Used only by the manager's thread, once.
 */
final class Adoption {
    private static final Logger log = LogManager.getLogger(Adoption.class);

    /** Whom it reports to. */
    interface Guide {
        /** The process is there, and is to be watched from now on. */
        void found(Host host);

        /** Every process has been found, or is known to have ended. */
        void adopted();

        /** The host has ended before that. */
        void ended(Host host, int code);

        /** The host was to be started again already. */
        void returns(Host host);

        /** The host had ended for good. */
        void gone(Host host);

        /** The processes have waited too long for a manager. */
        void tooLate(String why);
    }

    private final Tools tools;
    private final Guide guide;
    private final Set<WorkerHandle> awaited = new LinkedHashSet<>();
    private final Map<Host, Integer> ended = new LinkedHashMap<>();
    private final List<Host> returning = new ArrayList<>();
    private FlowState before = FlowState.INITIALIZED;
    private boolean open;

    Adoption(Tools tools, Guide guide) {
        this.tools = tools;
        this.guide = guide;
    }

    void begin(RunRecord run) {
        open = true;
        before = run.state();
        Map<UUID, HostRecord> records =
                run.hosts().stream().collect(Collectors.toMap(HostRecord::worker, record -> record));
        for (Host host : tools.assignment().roster().hosts()) {
            HostRecord record = records.get(host.workers().get(0).uuid());
            if (record == null) {
                throw new IllegalStateException("no record of " + host.name());
            }
            host.history()
                    .restore(
                            record.exits(),
                            record.restartMillis().stream()
                                    .map(Instant::ofEpochMilli)
                                    .toList());
            take(host, record, run.endpoints());
        }
        settleIfComplete();
    }

    private void take(Host host, HostRecord record, List<Endpoint> endpoints) {
        Instant now = tools.around().clock().instant();
        if (record.process().isEmpty()) {
            host.workers().forEach(worker -> worker.absent(record.incarnation()));
            if (record.stage() == HostRecord.Stage.GONE) {
                guide.gone(host);
            } else {
                returning.add(host);
            }
            return;
        }
        ProcessIdentity process = record.process().get();
        boolean done = record.stage() == HostRecord.Stage.DONE;
        for (WorkerHandle worker : host.workers()) {
            worker.adopted(record.incarnation(), done, now);
            tools.book()
                    .bound(
                            worker,
                            endpoints.stream()
                                    .filter(endpoint -> endpoint.owner().equals(worker.uuid()))
                                    .toList());
            awaited.add(worker);
        }
        tools.spawner().adopt(host, process);
        log.info("{} is expected back as process {}", host.name(), process.pid());
        guide.found(host);
    }

    /** Whether nobody is waited for, here or because there is nothing to adopt. */
    boolean isSettled() {
        return !open;
    }

    /** The worker has registered and beaconed. */
    void isUp(WorkerHandle worker) {
        if (!open || !awaited.contains(worker)) {
            return;
        }
        HandleState state = worker.state();
        if (state.isBefore(HandleState.RUNNING)) {
            worker.host().kill("the manager that was starting it is gone");
        } else if (before == FlowState.RUNNING && HandleState.RUNNING.isBefore(state) && state != HandleState.ERROR) {
            open = false;
            guide.tooLate(worker.name());
        } else {
            log.info(
                    "{} is back, as process {}",
                    worker.name(),
                    worker.host().pid().orElse(0));
            awaited.remove(worker);
            settleIfComplete();
        }
    }

    /** Keeps the end of a process for later; false if there is nothing to wait for. */
    boolean holds(Host host, int code) {
        if (!open) {
            return false;
        }
        ended.put(host, code);
        host.workers().forEach(worker -> {
            awaited.remove(worker);
            tools.book().left(worker);
        });
        settleIfComplete();
        return true;
    }

    /** Waits for nobody any more: what has ended has. */
    void abort() {
        if (open) {
            open = false;
            ended.forEach(guide::ended);
        }
    }

    private void settleIfComplete() {
        if (open && awaited.isEmpty()) {
            tools.around().bus().execute(this::settle);
        }
    }

    private void settle() {
        if (!open || !awaited.isEmpty()) {
            return;
        }
        open = false;
        guide.adopted();
        ended.forEach(guide::ended);
        returning.forEach(guide::returns);
    }

    /** Names what is waited for; empty for nothing. */
    String waitingFor() {
        return open
                ? awaited.stream()
                        .map(worker -> worker.name() + " to find this manager (process "
                                + worker.host().pid().orElse(0) + ")")
                        .collect(joining(", "))
                : "";
    }
}
