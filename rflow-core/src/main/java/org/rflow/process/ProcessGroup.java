package org.rflow.process;

import java.io.File;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * The group that the process {@code leader} leads, and everything that process started unless it left the group.
 *
 * <p>The kernel keeps a number while a process, a group or a session has it. So a number whose leader has ended, and
 * that is a process again, has no group of ours left: nothing is sent then.
 */
public record ProcessGroup(long leader) {
    private static final Logger log = LogManager.getLogger(ProcessGroup.class);
    private static final long KILL_SECONDS = 5;

    /** Sends a signal ({@code TERM}) to every member; false when the group has none. */
    public boolean send(String signal) {
        return run(signal, "-" + leader);
    }

    /** Sends a signal to one process; false when it does not exist or belongs to somebody else. */
    static boolean sendToProcess(String signal, long pid) {
        return run(signal, Long.toString(pid));
    }

    // the JDK signals single processes only; every POSIX shell has kill built in, kill(1) may be missing
    private static boolean run(String signal, String target) {
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", "kill -s \"$1\" -- \"$2\"", "kill", signal, target)
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        Process kill = null;
        try {
            kill = builder.start();
            return kill.waitFor(KILL_SECONDS, TimeUnit.SECONDS) && kill.exitValue() == 0;
        } catch (IOException e) {
            log.warn("cannot send {} to {}: {}", signal, target, e.getMessage());
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            if (kill != null) {
                kill.destroyForcibly();
            }
        }
    }
}
