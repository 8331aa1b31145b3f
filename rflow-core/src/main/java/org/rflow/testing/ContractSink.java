package org.rflow.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rflow.connection.Inlet;
import org.rflow.connection.Receiver;
import org.rflow.connection.Undecodable;
import org.rflow.message.Message;
import org.rflow.model.Counts;

/**
 * Keeps what it receives, at a pace that the test sets: shut, slow, or as fast as it comes. Used by its worker's loop
 * thread, and through {@link TestingWorker#call} by the test.
 */
final class ContractSink implements Inlet {
    /** A message as it came: the number that its sender gave it. */
    record Item(String sender, long number, String key) {}

    private static final Duration TICK = Duration.ofMillis(5);

    private final TestingWorker worker;
    private final List<Item> items = new ArrayList<>();
    private final List<String> undecodable = new ArrayList<>();
    private @Nullable Receiver receiver;
    private long allowance = Long.MAX_VALUE;
    private int messagesATick;

    ContractSink(TestingWorker worker) {
        this.worker = worker;
    }

    void attach(Receiver newReceiver) {
        receiver = newReceiver;
    }

    @Override
    public boolean isOpen() {
        return allowance > 0;
    }

    @Override
    public void receive(Message message) {
        allowance--;
        Map<?, ?> row = (Map<?, ?>) message.data();
        items.add(new Item(text(row.get("sender")), Long.parseLong(text(row.get("number"))), text(row.get("key"))));
    }

    private static String text(@Nullable Object value) {
        return String.valueOf(value);
    }

    @Override
    public void undecodable(Undecodable what) {
        undecodable.add(what.type() + ": " + what.cause());
    }

    TestingWorker worker() {
        return worker;
    }

    Receiver receiver() {
        Receiver attached = receiver;
        if (attached == null) {
            throw new IllegalStateException("no receiver yet");
        }
        return attached;
    }

    void shut() {
        worker.run(() -> allowance = 0);
    }

    void open() {
        worker.run(() -> {
            messagesATick = 0;
            allowance = Long.MAX_VALUE;
        });
    }

    /** So many messages every 5 ms. */
    void slowDown(int messages) {
        worker.run(() -> {
            allowance = 0;
            messagesATick = messages;
            tick();
        });
    }

    private void tick() {
        if (messagesATick > 0) {
            allowance = messagesATick;
            worker.loop().schedule(TICK, this::tick);
        }
    }

    int received() {
        return worker.call(items::size);
    }

    List<Item> items() {
        return worker.call(() -> List.copyOf(items));
    }

    List<String> undecodable() {
        return worker.call(() -> List.copyOf(undecodable));
    }

    Counts counts() {
        return worker.call(() -> receiver().counts());
    }

    boolean isEnded() {
        return worker.call(() -> receiver().isEnded());
    }
}
