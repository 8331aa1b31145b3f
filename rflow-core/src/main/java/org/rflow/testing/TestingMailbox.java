package org.rflow.testing;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.rflow.component.Mailbox;
import org.rflow.testing.TestingContext.Work;

/** A mailbox whose items wait in the queue of a {@link TestingContext}. Any thread may offer. */
final class TestingMailbox<T> implements Mailbox<T> {
    private final int capacity;
    private final Consumer<T> handler;
    private final Consumer<Work> queue;
    private final AtomicInteger size = new AtomicInteger();
    private volatile boolean closed;

    TestingMailbox(int capacity, Consumer<T> handler, Consumer<Work> queue) {
        this.capacity = capacity;
        this.handler = handler;
        this.queue = queue;
    }

    @Override
    public boolean offer(T item) {
        if (closed) {
            return false;
        }
        if (size.incrementAndGet() > capacity) {
            size.decrementAndGet();
            return false;
        }
        queue.accept(() -> {
            size.decrementAndGet();
            handler.accept(item);
        });
        return true;
    }

    @Override
    public int size() {
        return size.get();
    }

    @Override
    public void close() {
        closed = true;
    }
}
