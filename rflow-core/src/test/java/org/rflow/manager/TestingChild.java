package org.rflow.manager;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.rflow.process.ChildCommand;
import org.rflow.process.ChildProcess;
import org.rflow.process.ProcessIdentity;

/** A process that is nothing but its end: a test says when it comes. */
final class TestingChild implements ChildProcess {
    private static final int KILLED = 137;

    private final ChildCommand command;
    private final long pid;
    private final CompletableFuture<Integer> exit = new CompletableFuture<>();
    private boolean killed;

    TestingChild(ChildCommand command, long pid) {
        this.command = command;
        this.pid = pid;
    }

    void end(int code) {
        exit.complete(code);
    }

    /** Killed while it lived. */
    boolean wasKilled() {
        return killed;
    }

    @Override
    public String name() {
        return command.name();
    }

    @Override
    public long pid() {
        return pid;
    }

    @Override
    public Optional<ProcessIdentity> identity() {
        return Optional.of(new ProcessIdentity(pid, "test"));
    }

    @Override
    public CompletableFuture<Integer> exit() {
        return exit.copy();
    }

    @Override
    public void terminate() {
        end(143);
    }

    @Override
    public void kill() {
        killed |= isAlive();
        end(KILLED);
    }

    @Override
    public boolean isAlive() {
        return !exit.isDone();
    }
}
