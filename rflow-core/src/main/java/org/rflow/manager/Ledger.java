package org.rflow.manager;

import static java.util.Objects.requireNonNull;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.rflow.bus.LetterCount;
import org.rflow.model.Counts;
import org.rflow.model.PortDirection;

/**
 * What each worker has last said of each end of its connections, with what its forerunners had said when they died. A broker has both ends of its connection, so over all
 * workers and brokers sent = received + in flight + dropped, with or without one. Used only by the manager's thread.
 */
final class Ledger {
    private final Map<End, Counts> ends = new LinkedHashMap<>();
    private final Map<End, Counts> past = new LinkedHashMap<>();
    private final Set<UUID> torn = new HashSet<>();
    private final Map<UUID, List<LetterCount>> letters = new LinkedHashMap<>();

    private record End(UUID worker, UUID connection, PortDirection direction) {}

    /** One way between senders and receivers: the sum of the sending ends and that of the receiving ends. */
    record Leg(Counts output, Counts input) {
        long sent() {
            return output.messages();
        }

        long received() {
            return input.messages();
        }

        long dropped() {
            return output.dropped() + input.dropped();
        }

        /** Sent, and neither received nor dropped. */
        long inFlight() {
            return sent() - received() - dropped();
        }

        /** Of these, how many are lost with processes that died, or were handled by them untold, as far as both ends know. */
        long unaccounted() {
            return Math.max(0, inFlight() - output.inFlight() - input.inFlight());
        }
    }

    /** The worker's process has died: what it has last told stays, and its next incarnation counts from 0. */
    void died(WorkerHandle worker) {
        Stream.concat(worker.plan().incoming().stream(), worker.plan().outgoing().stream())
                .forEach(attachment -> torn.add(attachment.connection().uuid()));
        for (End end : List.copyOf(ends.keySet())) {
            if (end.worker().equals(worker.uuid())) {
                Counts last = requireNonNull(ends.remove(end));
                past.merge(end, settled(last), Ledger::plus);
            }
        }
    }

    /** What a successor of this manager has to know. */
    RunRecord.Past past() {
        return new RunRecord.Past(
                past.entrySet().stream()
                        .map(entry -> new RunRecord.Past.OfWorker(entry.getKey().worker(), entry.getValue()))
                        .toList(),
                torn);
    }

    /** Goes on from what a forerunner of this manager knew. */
    void restore(RunRecord.Past known) {
        for (RunRecord.Past.OfWorker each : known.counts()) {
            Counts counts = each.counts();
            past.put(new End(each.worker(), counts.connection(), counts.end()), counts);
        }
        torn.addAll(known.torn());
    }

    /** The dead have nothing under way. */
    private static Counts settled(Counts last) {
        return new Counts(
                last.connection(),
                last.end(),
                last.messages(),
                last.bytes(),
                0,
                last.dropped(),
                last.overruns(),
                last.acknowledged(),
                last.redelivered());
    }

    /** Whether a process died that sent or received on the connection: its ends need not balance any more. */
    boolean isTorn(UUID connection) {
        return torn.contains(connection);
    }

    /** Counts only grow, so of two reports that overtook each other the larger figures are the later ones. */
    void record(UUID worker, List<Counts> counts) {
        for (Counts each : counts) {
            ends.merge(new End(worker, each.connection(), each.end()), each, Ledger::later);
        }
    }

    /** The dead letters of a worker that wait now. What its process left when it died waits on. */
    void deadLetters(UUID worker, List<LetterCount> waiting) {
        letters.put(worker, waiting);
    }

    /** The dead letters of all workers that wait, one item a component. */
    List<LetterCount> deadLetters() {
        Map<String, Long> sums = new LinkedHashMap<>();
        letters.values().stream()
                .flatMap(List::stream)
                .forEach(count -> sums.merge(count.component(), count.waiting(), Long::sum));
        return sums.entrySet().stream()
                .map(sum -> new LetterCount(sum.getKey(), sum.getValue()))
                .toList();
    }

    private static Counts later(Counts one, Counts other) {
        Counts newer = other.messages() >= one.messages() ? other : one;
        return new Counts(
                one.connection(),
                one.end(),
                newer.messages(),
                Math.max(one.bytes(), other.bytes()),
                newer.inFlight(),
                Math.max(one.dropped(), other.dropped()),
                Math.max(one.overruns(), other.overruns()),
                Math.max(one.acknowledged(), other.acknowledged()),
                Math.max(one.redelivered(), other.redelivered()));
    }

    /** All ends of the connection, brokers included. */
    Leg leg(UUID connection) {
        return leg(connection, any -> true, any -> true);
    }

    Leg leg(UUID connection, Predicate<UUID> senders, Predicate<UUID> receivers) {
        return new Leg(sum(connection, PortDirection.OUTPUT, senders), sum(connection, PortDirection.INPUT, receivers));
    }

    /** Of those who live, how many of their messages are not known to be safe; only where at-least-once is promised. */
    long unsafe(UUID connection) {
        long unsafe = 0;
        for (Map.Entry<End, Counts> entry : ends.entrySet()) {
            End end = entry.getKey();
            Counts counts = entry.getValue();
            if (end.connection().equals(connection) && end.direction() == PortDirection.OUTPUT) {
                unsafe += counts.messages() - counts.acknowledged() - counts.dropped();
            }
        }
        return unsafe;
    }

    private Counts sum(UUID connection, PortDirection direction, Predicate<UUID> workers) {
        Counts sum = new Counts(connection, direction, 0, 0, 0, 0, 0, 0, 0);
        for (Map<End, Counts> part : List.of(past, ends)) {
            for (Map.Entry<End, Counts> entry : part.entrySet()) {
                End end = entry.getKey();
                if (end.connection().equals(connection) && end.direction() == direction && workers.test(end.worker())) {
                    sum = plus(sum, entry.getValue());
                }
            }
        }
        return sum;
    }

    private static Counts plus(Counts one, Counts other) {
        return new Counts(
                one.connection(),
                one.end(),
                one.messages() + other.messages(),
                one.bytes() + other.bytes(),
                one.inFlight() + other.inFlight(),
                one.dropped() + other.dropped(),
                one.overruns() + other.overruns(),
                one.acknowledged() + other.acknowledged(),
                one.redelivered() + other.redelivered());
    }
}
