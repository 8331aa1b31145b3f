package org.rflow.manager;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.rflow.bus.Beacon;
import org.rflow.bus.LogEvent;
import org.rflow.model.WorkerPlan;
import org.rflow.model.WorkerState;

/** What the manager knows of one worker or broker. Used only by the manager's thread. */
final class WorkerHandle {
    private static final Logger log = LogManager.getLogger(WorkerHandle.class);

    private static final int REMEMBERED = 10;

    private final WorkerPlan plan;
    private final Host host;
    private HandleState state = HandleState.PLANNED;
    private int incarnation;
    private boolean registered;
    private boolean askedToShutDown;
    private boolean wired;
    private boolean workDone;
    private boolean lost;
    private Instant spawned = Instant.EPOCH;
    private Optional<Beacon> beacon = Optional.empty();
    private Instant beaconed = Instant.EPOCH;
    private String lastError = "";
    private final Deque<String> lastLog = new ArrayDeque<>();

    WorkerHandle(WorkerPlan plan, Host host) {
        this.plan = plan;
        this.host = host;
    }

    WorkerPlan plan() {
        return plan;
    }

    Host host() {
        return host;
    }

    UUID uuid() {
        return plan.uuid();
    }

    String name() {
        return plan.name();
    }

    boolean isBroker() {
        return plan.isBroker();
    }

    HandleState state() {
        return state;
    }

    /** Counts the processes this worker has lived in, from 1. */
    int incarnation() {
        return incarnation;
    }

    /** It has introduced itself and its process has not ended: it takes commands. */
    boolean isReachable() {
        return registered && state != HandleState.EXITED;
    }

    boolean hasExited() {
        return state == HandleState.EXITED;
    }

    void spawned(Instant now) {
        become(HandleState.SPAWNED);
        incarnation++;
        registered = false;
        askedToShutDown = false;
        wired = false;
        workDone = false;
        beacon = Optional.empty();
        spawned = now;
    }

    /** A former manager had started and wired it. */
    void adopted(int knownIncarnation, boolean knownDone, Instant now) {
        spawned(now);
        incarnation = knownIncarnation;
        wired = true;
        workDone = knownDone;
    }

    /** It is not there, and had lived so often. */
    void absent(int knownIncarnation) {
        incarnation = knownIncarnation;
    }

    void registered() {
        registered = true;
    }

    boolean isRegistered() {
        return registered;
    }

    void askToShutDown() {
        askedToShutDown = true;
    }

    /** A shutdown is asked for once, whatever the answer. */
    boolean wasAskedToShutDown() {
        return askedToShutDown;
    }

    /** It has been told where its peers are: from now on it hears when that changes. */
    void wired() {
        wired = true;
    }

    boolean isWired() {
        return wired;
    }

    /** It has answered SHUTDOWN: all it received is processed, all it sent has arrived. */
    void workDone() {
        workDone = true;
    }

    boolean isWorkDone() {
        return workDone;
    }

    /** Its process has ended, and there will be no other. */
    void lose() {
        lost = true;
    }

    boolean isLost() {
        return lost;
    }

    void failed(String error) {
        lastError = error;
    }

    /** Takes a beacon; true if it moved the worker to another state. */
    boolean beaconed(Beacon last, Instant now) {
        beacon = Optional.of(last);
        beaconed = now;
        if (last.state() == WorkerState.ERROR && !last.detail().isEmpty()) {
            lastError = last.detail();
        }
        return advance(HandleState.of(last.state()));
    }

    /** Moves on if that is a step ahead: an answer and the beacon of the same move come in any order. */
    boolean advance(HandleState next) {
        if (state == next || !state.canBecome(next)) {
            return false;
        }
        become(next);
        return true;
    }

    void exited() {
        become(HandleState.EXITED);
    }

    void logged(LogEvent event) {
        if (host.isExternal()) {
            // all others write into the log file themselves
            log.log(Level.toLevel(event.level(), Level.INFO), "{}: {}", name(), event.text());
        }
        if (lastLog.size() == REMEMBERED) {
            lastLog.remove();
        }
        lastLog.add(event.level() + " " + firstLine(event.text()));
        if (event.level().equals("ERROR") || event.level().equals("FATAL")) {
            lastError = event.text();
        }
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }

    /** What it has last logged that was a warning or worse, also in earlier incarnations. */
    List<String> lastLog() {
        return List.copyOf(lastLog);
    }

    Instant spawnedAt() {
        return spawned;
    }

    Optional<Beacon> beacon() {
        return beacon;
    }

    /** How old the last beacon is; empty before the first. */
    Optional<Duration> beaconAge(Instant now) {
        return beacon.map(any -> Duration.between(beaconed, now));
    }

    /** Empty for none. */
    String lastError() {
        return lastError;
    }

    /** Runs, and will take in nothing more from outside. */
    boolean hasSourcesDone() {
        return state == HandleState.RUNNING
                && beacon.filter(last -> last.state() == WorkerState.RUNNING && last.sourcesDone())
                        .isPresent();
    }

    private void become(HandleState next) {
        if (!state.canBecome(next)) {
            throw new IllegalStateException("worker " + name() + ": " + state + " -> " + next);
        }
        log.debug("worker {}: {} -> {}", name(), state, next);
        state = next;
    }

    @Override
    public String toString() {
        return name();
    }
}
