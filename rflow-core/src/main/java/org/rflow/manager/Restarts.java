package org.rflow.manager;

import static java.util.stream.Collectors.joining;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.rflow.bus.Event;
import org.rflow.model.RestartPolicy;
import org.rflow.model.RestartStrategy;

/**
 * Brings back hosts that have ended, each by itself and as the rules of its shard say. Used only by the manager's thread.
 */
final class Restarts {
    private static final Logger log = LogManager.getLogger(Restarts.class);

    /** Whom it reports to. */
    interface Guide {
        /** The host is back, and its workers run. */
        void restarted(Host host);

        /** The host cannot be started, and not for the first time. */
        void exhausted(Host host, String why);
    }

    private final Surroundings around;
    private final Roster roster;
    private final Tools tools;
    private final Neighbours neighbours;
    private final Ledger ledger;
    private final Guide guide;
    private final Map<Host, Revival> revivals = new LinkedHashMap<>();
    private final List<Farewell> farewells = new ArrayList<>();
    private boolean aborted;
    private boolean ending;

    Restarts(Tools tools, Ledger ledger, Guide guide) {
        this.ledger = ledger;
        this.around = tools.around();
        this.roster = tools.assignment().roster();
        this.tools = tools;
        this.neighbours = new Neighbours(tools.assignment(), tools.around().bus(), tools.book());
        this.guide = guide;
    }

    /** Whether the host would be started again if it ended with that code now. */
    boolean mayRestart(Host host, int code) {
        if (host.comesByItself()) {
            return !ending;
        }
        if (aborted || host.isTakenAlong()) {
            return !aborted;
        }
        RestartPolicy policy = host.rules().policy();
        boolean wanted = policy == RestartPolicy.ALWAYS
                || (policy == RestartPolicy.ON_FAILURE && (code != 0 || host.hasFailed()));
        return wanted && !host.history().isExhausted(around.clock().instant());
    }

    /** The host has ended and does not come back. */
    void left(Host host) {
        cancel(host);
        farewells.forEach(farewell -> farewell.ended(host));
        host.workers().forEach(worker -> {
            worker.lose();
            neighbours.left(worker, false);
        });
    }

    /** The host has ended unasked and comes back, after a pause and with those that the strategy names. */
    void restart(Host host) {
        cancel(host);
        Instant now = around.clock().instant();
        boolean culprit = !host.isTakenAlong();
        Duration pause =
                culprit && !host.comesByItself() ? host.history().restart(now, around.chance()) : Duration.ZERO;
        host.workers().forEach(worker -> neighbours.left(worker, true));
        if (host.comesByItself()) {
            log.info("{} may come back", host.name());
        } else if (culprit) {
            log.warn(
                    "{} is restarted in {} ms (restart {} of {} in {} s)",
                    host.name(),
                    pause.toMillis(),
                    host.history().recentRestarts(),
                    host.rules().maxRestarts(),
                    host.rules().window().toSeconds());
        }
        farewells.forEach(farewell -> farewell.ended(host));
        Revival revival = new Revival(host, tools, neighbours, new Progress());
        revivals.put(host, revival);
        if (culprit) {
            begin(revival, pause, followers(host), host);
        } else {
            revival.begin(pause);
        }
    }

    /** Whoever takes others along comes back when these have ended: before, it would send to those that are about to. */
    private void begin(Revival revival, Duration pause, Set<Host> followers, Host culprit) {
        Instant due = around.clock().instant().plus(pause);
        Farewell farewell = new Farewell(tools, neighbours, ledger, culprit, followers);
        farewells.removeIf(Farewell::isOver);
        farewells.add(farewell);
        farewell.begin(() -> {
            Duration rest = Duration.between(around.clock().instant(), due);
            revival.begin(rest.isNegative() ? Duration.ZERO : rest);
        });
    }

    /** The host had ended, and was on its way back, when the manager before this one died. */
    void bringBack(Host host) {
        host.workers().forEach(worker -> neighbours.left(worker, true));
        Revival revival = new Revival(host, tools, neighbours, new Progress());
        revivals.put(host, revival);
        revival.begin(Duration.ZERO);
    }

    /** The flow runs: whoever comes by itself may come. */
    void awaitVisitors() {
        roster.hosts().stream()
                .filter(host -> host.comesByItself() && !host.isAlive() && !revivals.containsKey(host))
                .forEach(this::bringBack);
    }

    /** Tells running workers again where their peers are: those that know it already do nothing. */
    void reconnect() {
        neighbours.tellAll();
    }

    private Set<Host> followers(Host culprit) {
        RestartStrategy strategy = culprit.rules().strategy();
        Set<Host> followers = new LinkedHashSet<>();
        if (strategy == RestartStrategy.ALL) {
            followers.addAll(roster.hosts());
        } else if (strategy == RestartStrategy.DOWNSTREAM) {
            addReceivers(culprit, followers);
        }
        followers.remove(culprit);
        followers.removeIf(
                host -> !host.isAlive() || host.isWorkDone() || host.isTakenAlong() || revivals.containsKey(host));
        return followers;
    }

    private void addReceivers(Host from, Set<Host> found) {
        for (WorkerHandle worker : from.workers()) {
            Roster.outgoing(worker)
                    .flatMap(attachment -> roster.find(attachment.receivers()).stream())
                    .map(WorkerHandle::host)
                    .forEach(host -> {
                        if (found.add(host)) {
                            addReceivers(host, found);
                        }
                    });
        }
    }

    /** The worker has registered and beaconed. */
    void isUp(WorkerHandle worker) {
        Revival revival = revivals.get(worker.host());
        if (revival != null) {
            revival.isUp(worker);
        }
    }

    /** Nobody is on the way back. */
    boolean isSettled() {
        return revivals.values().stream().allMatch(Revival::awaitsVisitor)
                && farewells.stream().allMatch(Farewell::isOver);
    }

    /** The flow ends: those that pause come back at once, so that it can; nobody waits for those that would come by themselves. */
    void hurry() {
        ending = true;
        revivals.entrySet().stream()
                .filter(each -> each.getValue().awaitsVisitor())
                .map(Map.Entry::getKey)
                .toList()
                .forEach(host -> {
                    host.giveUp("the flow ends before it has come");
                    left(host);
                });
        List.copyOf(revivals.values()).forEach(Revival::hurry);
    }

    /** The flow has failed: nobody comes back any more. */
    void abort() {
        aborted = true;
        ending = true;
        farewells.forEach(Farewell::abort);
        for (Host host : List.copyOf(revivals.keySet())) {
            host.giveUp("the flow ends before it was back");
            left(host);
        }
    }

    /** Names what is waited for; empty for nothing. */
    String waitingFor() {
        return Stream.concat(
                        farewells.stream()
                                .filter(farewell -> !farewell.isOver())
                                .map(Farewell::waitingFor),
                        revivals.values().stream().map(Revival::waitingFor).filter(text -> !text.isEmpty()))
                .collect(joining(", "));
    }

    private void cancel(Host host) {
        Revival before = revivals.remove(host);
        if (before != null) {
            before.abort();
        }
    }

    private final class Progress implements Revival.Guide {
        @Override
        public void runs(Host host) {
            revivals.remove(host);
            log.info("{} runs again, as process {}", host.name(), host.pid().orElse(0));
            for (WorkerHandle worker : host.workers()) {
                around.publish(Event.RESTARTED, worker, "restart " + (worker.incarnation() - 1));
            }
            guide.restarted(host);
        }

        @Override
        public void refused(Host host, String why) {
            log.error("{}", why);
            Instant now = around.clock().instant();
            host.history().ended(now, why, Duration.ZERO);
            if (host.history().isExhausted(now)) {
                left(host);
                guide.exhausted(host, why);
            } else {
                restart(host);
            }
        }
    }
}
