package org.rflow.process;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A started child and its process group. All methods may be called from any thread, at any time, also after the child
 * has ended.
 */
public interface ChildProcess {
    /** The exit code of a process that is not our child: only its parent is told. */
    int UNKNOWN_EXIT = -1;

    /** The name its {@link ChildCommand} gave it. */
    String name();

    long pid();

    /** What tells it from later processes with its number; empty once it has ended. */
    default Optional<ProcessIdentity> identity() {
        return ProcessIdentity.of(pid());
    }

    /** Completes with the exit code when the child has ended, 128+n when signal n ended it. On any thread. */
    CompletableFuture<Integer> exit();

    /** Asks the child and everything it started to end (TERM to the group). */
    void terminate();

    /** Ends the child and everything it started, even when the child itself has already ended (KILL to the group). */
    void kill();

    boolean isAlive();
}
