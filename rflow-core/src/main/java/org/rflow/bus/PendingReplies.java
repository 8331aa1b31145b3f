package org.rflow.bus;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Commands that were sent and not yet answered. Each callback is called once: reply, deadline or failure. */
final class PendingReplies {
    private static final Logger LOG = LogManager.getLogger(PendingReplies.class);

    private static final long MOST_IDS = 1L << 40;

    private final Agenda agenda;
    private final Map<Long, Pending> open = new HashMap<>();
    private long lastId;

    PendingReplies(Agenda agenda) {
        this.agenda = agenda;
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
        if (pending == null || !pending.worker().equals(worker)) {
            LOG.debug("ignored a reply of worker {} to command {}: nobody waits for it", worker, id);
            return;
        }
        settle(id, reply);
    }

    /** The command did not leave. */
    void fail(long id, String why) {
        agenda.execute(() -> settle(id, Reply.error(why)));
    }

    void failAll(UUID worker, String why) {
        List<Long> lost = open.entrySet().stream()
                .filter(entry -> entry.getValue().worker().equals(worker))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        lost.forEach(id -> fail(id, why));
    }

    private void settle(long id, Reply reply) {
        Pending pending = open.remove(id);
        if (pending != null) {
            pending.deadline().cancel();
            pending.callback().accept(reply);
        }
    }

    private record Pending(UUID worker, BusTimer deadline, Consumer<Reply> callback) {}
}
