package org.rflow.component;

/** Proof that a message was received, held open for asynchronous work. */
public interface Receipt {
    /** The work is done. A second call does nothing. From the loop only. */
    void release();
}
