package org.rflow.manager;

import static java.util.stream.Collectors.joining;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.rflow.bus.BusListener;
import org.rflow.bus.ClientReply;
import org.rflow.bus.ClientRequest;
import org.rflow.bus.Command;
import org.rflow.bus.FlowStatus;
import org.rflow.bus.ManagerBus;
import org.rflow.bus.Reply;

/** Passes what clients ask for on to the workers and gathers the answers. Used only by the manager's thread. */
final class ClientDesk {
    /** The manager's own name where a worker may be named. */
    static final String MANAGER = "manager";

    private static final Set<String> LEVELS = Set.of("", "DEBUG", "INFO", "WARN", "ERROR");
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Roster roster;
    private final ManagerBus bus;
    private final Commands commands;
    private final OwnLog log;

    ClientDesk(Roster roster, ManagerBus bus, Commands commands, OwnLog log) {
        this.roster = roster;
        this.bus = bus;
        this.commands = commands;
        this.log = log;
    }

    /** What clients can do to the flow as a whole. */
    interface Control {
        void stop(String reason);

        void stopNow(String reason);

        FlowStatus status();
    }

    void serve(ClientRequest request, BusListener.Answer answer, Control flow) {
        if (request instanceof ClientRequest.Stop stop) {
            if (stop.now()) {
                flow.stopNow("a client's request");
            } else {
                flow.stop("a client's request");
            }
            answer.reply(ClientReply.of(flow.status()));
        } else if (request instanceof ClientRequest.SetLogLevel level) {
            setLogLevel(level, answer);
        } else if (request instanceof ClientRequest.ReopenLogs) {
            reopenLogs(answer);
        } else if (request instanceof ClientRequest.Threads threads) {
            threads(threads, answer);
        } else if (request instanceof ClientRequest.DeadLetters letters) {
            deadLetters(letters, answer);
        } else {
            answer.reply(ClientReply.of(flow.status()));
        }
    }

    void setLogLevel(ClientRequest.SetLogLevel request, BusListener.Answer answer) {
        String level = request.level().toUpperCase(Locale.ROOT);
        if (!LEVELS.contains(level)) {
            answer.reply(ClientReply.error(
                    "'" + request.level() + "' is no log level; there are DEBUG, INFO, WARN and ERROR"));
            return;
        }
        if (includesManager(request.worker())) {
            log.setLevel(level);
        }
        forward(
                request.worker(),
                new Command.SetLogLevel(level),
                answer,
                replies -> "log level " + (level.isEmpty() ? "toggled" : level) + " in "
                        + names(request.worker(), replies));
    }

    void reopenLogs(BusListener.Answer answer) {
        log.reopen();
        forward("", new Command.ReopenLog(), answer, replies -> "log reopened by " + names("", replies));
    }

    void threads(ClientRequest.Threads request, BusListener.Answer answer) {
        String own = includesManager(request.worker()) ? section(MANAGER, OwnThreads.stacks()) : "";
        forward(
                request.worker(),
                new Command.Threads(),
                answer,
                replies -> own
                        + replies.entrySet().stream()
                                .map(entry -> section(
                                        entry.getKey().host().name(),
                                        entry.getValue().text()))
                                .collect(joining()));
    }

    void deadLetters(ClientRequest.DeadLetters request, BusListener.Answer answer) {
        if (request.worker().isEmpty() || request.worker().equals(MANAGER)) {
            answer.reply(ClientReply.error("dead letters are a worker's; name one"));
            return;
        }
        forward(
                request.worker(),
                new Command.DeadLetters(request.action(), request.numbers()),
                answer,
                replies -> replies.values().stream().map(Reply::text).collect(joining()));
    }

    /** What the text of all answers is. */
    @FunctionalInterface
    private interface Gathering {
        String text(Map<WorkerHandle, Reply> replies);
    }

    /** One worker speaks for its whole process; the empty name means all. */
    private void forward(String worker, Command command, BusListener.Answer answer, Gathering gathering) {
        if (!includesManager(worker) && roster.worker(worker).isEmpty()) {
            answer.reply(ClientReply.error("there is no worker '" + worker + "'; there are: " + MANAGER + ", "
                    + roster.workers().stream().map(WorkerHandle::name).collect(joining(", "))));
            return;
        }
        Map<WorkerHandle, Reply> replies = new LinkedHashMap<>();
        Barrier barrier = commands.ask(
                targets(worker), any -> command, replies::put, () -> answer.reply(gathered(replies, gathering)));
        bus.schedule(PATIENCE, () -> {
            if (!barrier.isClosed()) {
                barrier.cancel();
                answer.reply(ClientReply.error("no answer within " + PATIENCE.toSeconds() + " s from "
                        + barrier.missing().stream().map(WorkerHandle::name).collect(joining(", "))));
            }
        });
    }

    private static ClientReply gathered(Map<WorkerHandle, Reply> replies, Gathering gathering) {
        String errors = replies.entrySet().stream()
                .filter(entry -> entry.getValue().error().isPresent())
                .map(entry ->
                        entry.getKey().name() + ": " + entry.getValue().error().orElse(""))
                .collect(joining("; "));
        return errors.isEmpty() ? ClientReply.text(gathering.text(replies)) : ClientReply.error(errors);
    }

    private List<WorkerHandle> targets(String worker) {
        if (!worker.isEmpty()) {
            return roster.worker(worker).filter(WorkerHandle::isReachable).stream()
                    .toList();
        }
        List<WorkerHandle> first = new ArrayList<>();
        for (Host host : roster.hosts()) {
            host.workers().stream()
                    .filter(WorkerHandle::isReachable)
                    .findFirst()
                    .ifPresent(first::add);
        }
        return first;
    }

    private static boolean includesManager(String worker) {
        return worker.isEmpty() || worker.equals(MANAGER);
    }

    private static String names(String worker, Map<WorkerHandle, Reply> replies) {
        List<String> names = new ArrayList<>();
        if (includesManager(worker)) {
            names.add(MANAGER);
        }
        replies.keySet().forEach(each -> names.add(each.host().name()));
        return String.join(", ", names);
    }

    private static String section(String name, String text) {
        return "== " + name + "\n" + text + (text.endsWith("\n") ? "" : "\n");
    }
}
