package org.rflow.components;

/** Counts the bytes that requests and answers hold in memory, up to a limit for them all. Thread safe. */
final class HeldBytes {
    private final long most;
    private final RareWarning refused;
    private long held;

    HeldBytes(long most, RareWarning refused) {
        this.most = most;
        this.refused = refused;
    }

    /** False, and nothing is counted, when that would be too much; one that is alone may be larger. */
    synchronized boolean hold(long bytes) {
        if (held > 0 && bytes > most - held) {
            refused.warn(
                    "HTTP requests and answers hold " + held + " of " + most
                            + " bytes, so others are answered with 503; give option 'max_waiting_bytes' more, or the worker more memory");
            return false;
        }
        held += bytes;
        return true;
    }

    synchronized void release(long bytes) {
        held -= bytes;
    }
}
