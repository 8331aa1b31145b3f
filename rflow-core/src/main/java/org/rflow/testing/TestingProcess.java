package org.rflow.testing;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.rflow.process.ChildCommand;
import org.rflow.process.ChildProcess;

/** A process that is a thread: its pid is made up, TERM is a future, KILL an interrupt and exit code 137. */
public final class TestingProcess implements ChildProcess {
    private static final AtomicLong PIDS = new AtomicLong(1_000_000_000);
    private static final int KILLED = 128 + 9;

    /** What runs instead of a program. */
    @FunctionalInterface
    public interface Program {
        /**
         * Runs on the thread of the process until it ends; an exception is exit code 1.
         *
         * @param terminated completes when TERM is sent
         * @return the exit code
         */
        int run(ChildCommand command, CompletableFuture<Void> terminated) throws Exception;
    }

    private final ChildCommand command;
    private final long pid = PIDS.incrementAndGet();
    private final CompletableFuture<Void> terminated = new CompletableFuture<>();
    private final CompletableFuture<Integer> exit = new CompletableFuture<>();
    private final Thread thread;

    private TestingProcess(ChildCommand command, Program program) {
        this.command = command;
        this.thread = new Thread(() -> run(program), "process-" + command.name());
        thread.setDaemon(true);
    }

    public static TestingProcess start(ChildCommand command, Program program) {
        TestingProcess process = new TestingProcess(command, program);
        process.thread.start();
        return process;
    }

    public ChildCommand command() {
        return command;
    }

    /** Whether TERM has been sent. */
    public boolean isTerminated() {
        return terminated.isDone();
    }

    /** Ends the process from outside, as a crash would. */
    public void crash(int exitCode) {
        exit.complete(exitCode);
        thread.interrupt();
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
    public CompletableFuture<Integer> exit() {
        return exit.copy();
    }

    @Override
    public void terminate() {
        terminated.complete(null);
    }

    @Override
    public void kill() {
        crash(KILLED);
    }

    @Override
    public boolean isAlive() {
        return !exit.isDone();
    }

    private void run(Program program) {
        try {
            exit.complete(program.run(command, terminated));
        } catch (InterruptedException e) {
            exit.complete(KILLED);
        } catch (Exception e) {
            exit.complete(1);
        }
    }
}
