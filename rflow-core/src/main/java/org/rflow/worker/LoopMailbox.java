package org.rflow.worker;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import org.rflow.component.Mailbox;

/** A bounded queue from a source's own threads to the loop. Offered to from any thread, emptied by the loop. */
final class LoopMailbox<T> implements Mailbox<T> {
    private static final int BUDGET = 256;

    private final BlockingQueue<T> items;
    private final Consumer<T> handler;
    private final Runnable wake;
    private volatile boolean closed;

    LoopMailbox(int capacity, Consumer<T> handler, Runnable wake) {
        this.items = new ArrayBlockingQueue<>(capacity);
        this.handler = handler;
        this.wake = wake;
    }

    @Override
    public boolean offer(T item) {
        if (closed || !items.offer(item)) {
            return false;
        }
        wake.run();
        return true;
    }

    @Override
    public int size() {
        return items.size();
    }

    boolean isClosed() {
        return closed;
    }

    int deliver(WorkerContext context) {
        int delivered = 0;
        while (delivered < BUDGET && context.mayFire()) {
            T item = items.poll();
            if (item == null) {
                break;
            }
            context.run(() -> handler.accept(item));
            delivered++;
        }
        return delivered;
    }

    @Override
    public void close() {
        closed = true;
        wake.run();
    }
}
