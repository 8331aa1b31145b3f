package org.rflow.component;

/** Proof that a message was received, held open for asynchronous work. From the loop only. */
public interface Receipt {
    /** The work is done. After {@code release} or {@link #fail} a call does nothing. */
    void release();

    /**
     * The work cannot be done: the message goes where one goes that {@link Component#process} throws at, to {@code errored}
     * or the dead letters, and is released.
     */
    void fail(Exception cause);
}
