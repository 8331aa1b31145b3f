package org.rflow.component;

/** Proof that a message was received, held open for asynchronous work. From the loop only. */
public interface Receipt {
    /**
     * Runs what sends the answer, and releases. What is sent comes of the message as if it were sent inside {@code process}, so it is not taken for
     * another when it has to be sent again; what is thrown is the message's failure.
     */
    void answer(Runnable sends);

    /** The work is done. After {@code release} or {@link #fail} a call does nothing. */
    void release();

    /**
     * The work cannot be done: the message goes where one goes that {@link Component#process} throws at, to {@code errored}
     * or the dead letters, and is released.
     */
    void fail(Exception cause);
}
