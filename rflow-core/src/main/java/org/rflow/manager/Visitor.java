package org.rflow.manager;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.rflow.process.Adopter;
import org.rflow.process.ChildProcess;
import org.rflow.process.ProcessIdentity;

/**
 * A process that somebody else has started, in the place of a child: an external component that comes by itself. It has no number before
 * it is there. It is never killed, for it is not ours; it is only let go.
 */
final class Visitor implements ChildProcess {
    private final String name;
    private final Adopter adopter;
    private final CompletableFuture<Integer> exit = new CompletableFuture<>();
    private volatile long pid;

    /** {@code adopter} tells when its process has ended. */
    Visitor(String name, Adopter adopter) {
        this.name = name;
        this.adopter = adopter;
    }

    /** One that is there already. */
    Visitor(String name, Adopter adopter, ProcessIdentity living) {
        this(name, adopter);
        pid = living.pid();
        watch(living);
    }

    /** It has come, in the process of that number. */
    void arrived(long number) {
        pid = number;
        ProcessIdentity.of(number).ifPresent(this::watch);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // nothing can go wrong in it
    private void watch(ProcessIdentity living) {
        adopter.adopt(name, living).exit().thenAccept(exit::complete);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long pid() {
        return pid;
    }

    @Override
    public Optional<ProcessIdentity> identity() {
        return pid == 0 ? Optional.empty() : ProcessIdentity.of(pid);
    }

    @Override
    public CompletableFuture<Integer> exit() {
        return exit.copy();
    }

    @Override
    public void terminate() {
        kill();
    }

    @Override
    public void kill() {
        exit.complete(UNKNOWN_EXIT);
    }

    @Override
    public boolean isAlive() {
        return !exit.isDone();
    }
}
