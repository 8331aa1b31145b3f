package org.rflow.connection;

/** A point in what was sent on a connection. Used only by the worker's loop thread. */
@FunctionalInterface
public interface SentMark {
    /** Of a connection that promises nothing. */
    SentMark SAFE = () -> true;

    /** Whether everything sent before the mark needs us no more: its receivers have it safe. Once true it stays true. */
    boolean isSafe();
}
