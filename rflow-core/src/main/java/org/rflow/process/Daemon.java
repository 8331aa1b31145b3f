package org.rflow.process;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Starts a process that stays when its starter ends, and tells the starter whether it came up.
 *
 * <pre>
 * starter                                   daemon (own session, stdin at end of file)
 *   start(…) ─── setsid, stdout = pipe ──▶    …
 *   lines ◀────────── text\n ──────────────   prints what the user should see
 *   returns its pid ◀─ READY\n ────────────   ready(): from now on stdout goes nowhere
 * </pre>
 *
 * <p>Its stderr is appended to the command's file all the time: there the last words of a VM are found.
 */
public final class Daemon {
    static final String READY = "READY";

    private Daemon() {}

    /**
     * Starts the command and waits until it is ready.
     *
     * @param lines is given what the daemon prints meanwhile, from another thread; after a failure also what it wrote to
     *     stderr
     * @return the daemon's pid
     * @throws StartFailedException when it ends before it is ready, or is not ready at the deadline and was killed
     */
    public static long start(ChildCommand command, Duration deadline, Consumer<String> lines) {
        DaemonStart start = new DaemonStart(command, lines);
        try {
            int outcome = start.begin().get(deadline.toMillis(), TimeUnit.MILLISECONDS);
            if (outcome == DaemonStart.IS_READY) {
                return start.pid();
            }
            start.relayErrors();
            throw new StartFailedException(
                    command.name() + " ended with exit code " + outcome + " before it was ready", outcome);
        } catch (TimeoutException e) {
            start.kill();
            start.relayErrors();
            throw new StartFailedException(
                    command.name() + " was not ready after " + deadline.toSeconds() + " s and was killed", 0);
        } catch (ExecutionException e) {
            start.kill();
            throw new ProcessException("cannot follow the start of " + command.name() + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            start.kill();
            throw new ProcessException("interrupted while " + command.name() + " started; it was killed", e);
        }
    }

    /**
     * Called once by the daemon: tells the starter that all is well, and points stdout and stderr at nothing, because
     * nobody reads the pipe from now on.
     */
    public static void ready() {
        // the real stdout: a logger or a test may have put another stream in front of it
        PrintStream starter = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        starter.println(READY);
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        System.setOut(nowhere);
        System.setErr(nowhere);
    }
}
