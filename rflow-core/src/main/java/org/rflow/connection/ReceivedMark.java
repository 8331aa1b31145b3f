package org.rflow.connection;

/** A point in what a receiver has handed to its inlet. Used only by the worker's loop thread. */
@FunctionalInterface
public interface ReceivedMark {
    /** Of a connection that promises nothing. */
    ReceivedMark NOTHING = () -> {};

    /** Everything handed over before the mark, and all that came of it, is safe: the senders need not keep it any more. */
    void acknowledge();
}
