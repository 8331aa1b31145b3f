package org.rflow.component;

/** Where a pushed source's own threads put what came in. */
public interface Mailbox<T> extends AutoCloseable {
    /** From any thread; false when it is full or closed: answer 503, stop reading, ask for nothing more. */
    boolean offer(T item);

    int size();

    /** Nothing can be offered any more; what is inside is still handled. */
    @Override
    void close();
}
