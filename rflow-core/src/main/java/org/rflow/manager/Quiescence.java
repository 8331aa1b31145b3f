package org.rflow.manager;

import static java.util.stream.Collectors.joining;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.rflow.bus.Command;
import org.rflow.bus.ManagerBus;
import org.rflow.bus.Reply;
import org.rflow.model.Attachment;
import org.rflow.model.WorkerRef;
import org.rflow.plan.Stage;

/**
 * Proves that nothing is under way to or inside the workers of a stage, where no END on the wire proves it: all of them and
 * their senders are asked for their counters, and when two rounds in a row give the same figures, in which everything sent
 * has been received or dropped and nothing is pending, then between the two rounds nothing moved. That is the four-counter
 * method of Friedemann Mattern, "Algorithms for distributed termination detection", Distributed Computing 2 (1987).
 *
 * <p>Where a process has died, what it had not told of is missing from the figures for good, and they never balance. There it is
 * enough that nothing has moved for a while.
 *
 * <p>Used only by the manager's thread, once.
 */
final class Quiescence {
    private static final Logger log = LogManager.getLogger(Quiescence.class);
    private static final Duration PAUSE = Duration.ofMillis(20);
    /** A second without any movement, where figures cannot balance. */
    private static final int ROUNDS_WITHOUT_BALANCE = 50;

    private final ManagerBus bus;
    private final Commands commands;
    private final Ledger ledger;
    private final List<Way> ways = new ArrayList<>();
    private final Set<WorkerHandle> asked = new LinkedHashSet<>();
    private final List<WorkerHandle> members;
    private final Map<WorkerHandle, Long> pending = new LinkedHashMap<>();
    private Optional<Round> last = Optional.empty();
    private int equalRounds;
    private boolean cancelled;

    /** One connection into the stage, with those that send on it and those of the stage that receive. */
    private record Way(String name, UUID connection, Set<UUID> senders, Set<UUID> receivers) {}

    /** The figures of one round. */
    private record Round(List<Ledger.Leg> legs, long pending) {}

    Quiescence(ManagerBus bus, Commands commands, Ledger ledger, Roster roster, Stage stage) {
        this.bus = bus;
        this.commands = commands;
        this.ledger = ledger;
        this.members = roster.members(stage);
        Map<UUID, Way> found = new LinkedHashMap<>();
        for (WorkerHandle member : members) {
            asked.add(member);
            Roster.incoming(member).forEach(attachment -> {
                Way way = found.computeIfAbsent(attachment.connection().uuid(), any -> way(attachment));
                way.receivers().add(member.uuid());
                asked.addAll(roster.find(attachment.senders()));
            });
        }
        ways.addAll(found.values());
    }

    private static Way way(Attachment attachment) {
        Set<UUID> senders = new HashSet<>();
        attachment.senders().stream().map(WorkerRef::uuid).forEach(senders::add);
        return new Way(attachment.connection().name(), attachment.connection().uuid(), senders, new HashSet<>());
    }

    /** Runs {@code onQuiet} once it is proved, or cannot be because one of those concerned has ended. */
    void await(Runnable onQuiet) {
        if (cancelled) {
            return;
        }
        Optional<WorkerHandle> gone =
                asked.stream().filter(worker -> !worker.isReachable()).findFirst();
        if (gone.isPresent()) {
            log.warn("cannot tell whether {} have received everything: {} is gone", members, gone.get());
            onQuiet.run();
            return;
        }
        commands.ask(asked, worker -> new Command.AskReport(), this::reported, () -> finishRound(onQuiet));
    }

    void cancel() {
        cancelled = true;
    }

    private void reported(WorkerHandle worker, Reply reply) {
        reply.report()
                .ifPresentOrElse(
                        report -> {
                            ledger.record(worker.uuid(), report.counts());
                            pending.put(worker, report.pending());
                        },
                        () -> {
                            // it counts as busy until it can tell
                            pending.put(worker, 1L);
                            log.debug(
                                    "{} has no report: {}",
                                    worker,
                                    reply.error().orElse("empty answer"));
                        });
    }

    private void finishRound(Runnable onQuiet) {
        List<Ledger.Leg> legs = ways.stream()
                .map(way -> ledger.leg(way.connection(), way.senders()::contains, way.receivers()::contains))
                .toList();
        Round round = new Round(legs, pendingOfMembers());
        equalRounds = last.equals(Optional.of(round)) ? equalRounds + 1 : 0;
        if (round.pending() == 0 && equalRounds > 0 && balances(round)) {
            onQuiet.run();
            return;
        }
        last = Optional.of(round);
        bus.schedule(PAUSE, () -> await(onQuiet));
    }

    private boolean balances(Round round) {
        for (int i = 0; i < ways.size(); i++) {
            boolean torn = ledger.isTorn(ways.get(i).connection());
            if (torn
                    ? equalRounds < ROUNDS_WITHOUT_BALANCE
                    : round.legs().get(i).inFlight() != 0) {
                return false;
            }
        }
        return true;
    }

    private long pendingOfMembers() {
        return members.stream()
                .mapToLong(member -> pending.getOrDefault(member, 0L))
                .sum();
    }

    /** What still moves, as of the last round. */
    String waitingFor() {
        List<String> moving = new ArrayList<>();
        for (Way way : ways) {
            long inFlight = ledger.leg(way.connection(), way.senders()::contains, way.receivers()::contains)
                    .inFlight();
            if (inFlight != 0) {
                moving.add(inFlight + " messages on " + way.name());
            }
        }
        pending.forEach((worker, count) -> {
            if (count != 0 && members.contains(worker)) {
                moving.add(count + " pending in " + worker);
            }
        });
        return moving.isEmpty()
                ? members.stream().map(WorkerHandle::name).collect(joining(", ")) + " to be quiet"
                : String.join(", ", moving);
    }
}
