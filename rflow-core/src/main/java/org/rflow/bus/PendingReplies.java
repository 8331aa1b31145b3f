package org.rflow.bus;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Commands that are not yet answered. One that finds its line full or cut waits, and those after it to the same worker with it;
 * a worker that comes back on another line is sent all again that it has not answered, and carries none out twice. Each callback
 * is called once: reply, deadline or failure.
 */
final class PendingReplies {
    private static final Logger LOG = LogManager.getLogger(PendingReplies.class);

    private static final long MOST_IDS = 1L << 40;
    private static final Duration RETRY = Duration.ofMillis(10);

    /** Says something to a worker. */
    @FunctionalInterface
    interface Sender {
        /** False when its line is full or cut now. */
        boolean send(UUID worker, byte[][] frames);
    }

    private final Agenda agenda;
    private final Sender sender;
    private final Map<Long, Pending> open = new LinkedHashMap<>();
    private long lastId;
    private boolean trying;

    PendingReplies(Agenda agenda, Sender sender) {
        this.agenda = agenda;
        this.sender = sender;
        // a late answer to a manager that died must not be taken for one to its successor
        this.lastId = ThreadLocalRandom.current().nextLong(MOST_IDS);
    }

    /** The id for the command; its callback will be called. */
    long add(UUID worker, String command, Duration deadline, Consumer<Reply> callback) {
        long id = ++lastId;
        String missed = "no reply to " + command + " within " + Sentences.of(deadline);
        BusTimer timer = agenda.schedule(deadline, () -> settle(id, Reply.error(missed)));
        open.put(id, new Pending(worker, timer, callback));
        return id;
    }

    void onReply(UUID worker, long id, Reply reply) {
        Pending pending = open.get(id);
        if (pending == null || !pending.worker.equals(worker)) {
            LOG.debug("ignored a reply of worker {} to command {}: nobody waits for it", worker, id);
            return;
        }
        settle(id, reply);
    }

    /** The frames of the command leave now, or as soon as its line takes them. */
    void send(long id, byte[][] frames) {
        requireNonNull(open.get(id), "pending").frames = frames;
        sendWaiting();
    }

    /** The worker has another line than it had. */
    void sendAgain(UUID worker) {
        open.values().stream()
                .filter(pending -> pending.worker.equals(worker))
                .forEach(pending -> pending.sent = false);
        sendWaiting();
    }

    private void sendWaiting() {
        Set<UUID> blocked = new HashSet<>();
        for (Pending pending : open.values()) {
            if (pending.waits() && !blocked.contains(pending.worker)) {
                pending.sent = sender.send(pending.worker, pending.frames);
                if (!pending.sent) {
                    blocked.add(pending.worker);
                }
            }
        }
        if (!blocked.isEmpty() && !trying) {
            trying = true;
            agenda.schedule(RETRY, () -> {
                trying = false;
                sendWaiting();
            });
        }
    }

    /** The command cannot leave. */
    void fail(long id, String why) {
        agenda.execute(() -> settle(id, Reply.error(why)));
    }

    void failAll(UUID worker, String why) {
        List<Long> lost = open.entrySet().stream()
                .filter(entry -> entry.getValue().worker.equals(worker))
                .map(Map.Entry::getKey)
                .toList();
        lost.forEach(id -> fail(id, why));
    }

    private void settle(long id, Reply reply) {
        Pending pending = open.remove(id);
        if (pending != null) {
            pending.deadline.cancel();
            pending.callback.accept(reply);
        }
    }

    private static final class Pending {
        private static final byte[][] NONE = {};

        final UUID worker;
        final BusTimer deadline;
        final Consumer<Reply> callback;
        byte[][] frames = NONE;
        boolean sent;

        Pending(UUID worker, BusTimer deadline, Consumer<Reply> callback) {
            this.worker = worker;
            this.deadline = deadline;
            this.callback = callback;
        }

        boolean waits() {
            return !sent && frames.length > 0;
        }
    }
}
