package org.rflow.connection;

/** A point in what was sent on a connection. Used only by the worker's loop thread. */
@FunctionalInterface
public interface SentMark {
    /** Whether everything sent before the mark needs us no more. Once true it stays true. */
    boolean isSafe();
}
