package org.rflow.process;

import java.util.concurrent.CompletableFuture;

/**
 * A started child and its process group. All methods may be called from any thread, at any time, also after the child
 * has ended.
 */
public interface ChildProcess {

    /** The name its {@link ChildCommand} gave it. */
    String name();

    long pid();

    /** Completes with the exit code when the child has ended, 128+n when signal n ended it. On any thread. */
    CompletableFuture<Integer> exit();

    /** Asks the child and everything it started to end (TERM to the group). */
    void terminate();

    /** Ends the child and everything it started, even when the child itself has already ended (KILL to the group). */
    void kill();

    boolean isAlive();
}
