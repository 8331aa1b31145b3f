package org.rflow.manager;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.rflow.engine.RunListener;
import org.rflow.model.ComponentSpec;
import org.rflow.model.Connection;
import org.rflow.model.Flow;
import org.rflow.model.Guarantee;
import org.rflow.model.Wire;

/**
 * How the run ends: the first failure decides, and the end of the process whose fault it was says with what code. Used only
 * by the manager's thread.
 */
final class Outcome {
    private static final Logger log = LogManager.getLogger(Outcome.class);

    private final Flow flow;
    private final Ledger ledger;
    private final Set<Host> dead = new LinkedHashSet<>();
    private Optional<Failure> failure = Optional.empty();
    private final List<String> undelivered = new ArrayList<>();
    private boolean killed;

    Outcome(Flow flow, Ledger ledger) {
        this.flow = flow;
        this.ledger = ledger;
    }

    void fail(Failure later) {
        log.error("{}", later.sentence());
        if (failure.isEmpty()) {
            failure = Optional.of(later);
        }
    }

    /** A host has ended unasked. If it is the one that failed first, its exit code is the run's. */
    void died(Failure end) {
        end.host().ifPresent(dead::add);
        Optional<Failure> same =
                failure.filter(first -> first.host().isPresent() && first.host().equals(end.host()));
        fail(end);
        same.ifPresent(first -> failure = Optional.of(first.withExitCode(end.exitCode())));
    }

    /** Processes were killed at the end: what they had not told of is lost. */
    void killed() {
        killed = true;
    }

    /** Compares what was sent with what was received, on every connection whose ends all report. */
    void reconcile() {
        for (Connection connection : flow.connections()) {
            if (!isManaged(connection.from().component())
                    || !isManaged(connection.to().component())) {
                continue;
            }
            Ledger.Leg leg = ledger.leg(connection.uuid());
            boolean ordered = !killed && dead.isEmpty();
            if (isPromised(connection)) {
                reconcilePromise(connection, leg, ordered);
            }
            if (killed) {
                noteUndelivered(connection, leg);
            }
            if (leg.inFlight() == 0 || (isPromised(connection) && ledger.isTorn(connection.uuid()))) {
                continue;
            }
            if (!ordered || ledger.isTorn(connection.uuid())) {
                log.warn("{}", afterDeaths(connection, leg));
            } else {
                fail(Failure.of(figures(connection, leg) + ", unaccounted " + leg.inFlight()
                        + "; every process ended in order, so messages were lost or doubled"));
            }
        }
    }

    private static boolean isPromised(Connection connection) {
        return connection.guarantee() == Guarantee.AT_LEAST_ONCE && connection.wire() == Wire.LINK;
    }

    /** However many have died, all that the last of them have sent must be safe. */
    private void reconcilePromise(Connection connection, Ledger.Leg leg, boolean ordered) {
        long unsafe = ledger.unsafe(connection.uuid());
        String story = figures(connection, leg) + ", sent again " + leg.output().redelivered() + ", left out "
                + leg.input().redelivered();
        if (unsafe == 0) {
            log.log(ledger.isTorn(connection.uuid()) ? Level.INFO : Level.DEBUG, "{}", story);
        } else if (ordered) {
            fail(Failure.of(story + ", not safe " + unsafe
                    + "; every process ended in order, so messages that were promised may be lost"));
        } else {
            log.warn("{}, not safe {}", story, unsafe);
        }
    }

    private void noteUndelivered(Connection connection, Ledger.Leg leg) {
        boolean promised = isPromised(connection);
        long left = promised ? ledger.unsafe(connection.uuid()) : leg.inFlight();
        if (left > 0) {
            undelivered.add(left + " of " + leg.sent() + " messages on " + connection.name() + ", "
                    + (promised ? "which their source reads again at the next start" : "which are lost"));
        }
    }

    /** Of the dead, what they had not told of is unknown. */
    private static String afterDeaths(Connection connection, Ledger.Leg leg) {
        return figures(connection, leg)
                + (leg.inFlight() > 0
                        ? ", unaccounted " + leg.inFlight()
                        : ", unaccounted none; more were sent than the senders lived to tell");
    }

    private static String figures(Connection connection, Ledger.Leg leg) {
        return "connection " + connection.name() + ": sent " + leg.sent() + ", received " + leg.received()
                + ", dropped " + leg.dropped();
    }

    private boolean isManaged(String component) {
        return flow.component(component).map(ComponentSpec::managed).orElse(false);
    }

    /** The last words: the dead with their last lines, then the reason once more, where a reader looks first. */
    void tell(RunListener listener) {
        dead.forEach(Story::logOutput);
        failure.ifPresent(first -> {
            String left = undelivered.isEmpty() ? "" : "; not delivered: " + String.join("; ", undelivered);
            log.error("flow {} failed with exit code {}: {}{}", flow.name(), first.exitCode(), first.sentence(), left);
            listener.onFailure(first.sentence() + left);
        });
    }

    Optional<Failure> failure() {
        return failure;
    }

    boolean isFailed() {
        return failure.isPresent();
    }

    int exitCode() {
        return failure.map(Failure::exitCode).orElse(0);
    }

    /** Why the run fails; empty while it does not. */
    String sentence() {
        return failure.map(Failure::sentence).orElse("");
    }
}
