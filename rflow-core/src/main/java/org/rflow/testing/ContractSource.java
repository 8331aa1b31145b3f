package org.rflow.testing;

import java.util.Map;
import org.rflow.connection.Sender;
import org.rflow.loop.Agent;
import org.rflow.message.Message;
import org.rflow.model.Counts;

/**
 * Sends numbered messages while its sender is not full, as a pulled source does. Used by its worker's loop thread, and
 * through {@link ContractWorker#call} by the test.
 */
final class ContractSource implements Agent {
    static final int KEYS = 50;

    private static final int MESSAGES_A_TURN = 64;

    private final ContractWorker worker;
    private final Sender sender;
    private long total;
    private long sent;

    ContractSource(ContractWorker worker, Sender sender) {
        this.worker = worker;
        this.sender = sender;
        worker.loop().add(this);
    }

    @Override
    public int work() {
        int done = 0;
        while (done < MESSAGES_A_TURN && sent < total && !sender.isFull()) {
            sender.send(message(sent));
            sent++;
            done++;
        }
        return done;
    }

    private Message message(long number) {
        return Message.of(
                Map.of("sender", worker.ref().name(), "number", Long.toString(number), "key", "key-" + number % KEYS));
    }

    ContractWorker worker() {
        return worker;
    }

    Sender sender() {
        return sender;
    }

    /** From now on, until so many have been sent. */
    void sendUpTo(long newTotal) {
        worker.run(() -> total = newTotal);
    }

    /** In one go, as a callback does that does not look at what is full. */
    void overrunBy(int messages) {
        worker.run(() -> {
            for (int i = 0; i < messages; i++) {
                sender.send(message(sent++));
            }
            total = Math.max(total, sent);
        });
    }

    long sent() {
        return worker.call(() -> sent);
    }

    boolean isFull() {
        return worker.call(sender::isFull);
    }

    Counts counts() {
        return worker.call(sender::counts);
    }
}
