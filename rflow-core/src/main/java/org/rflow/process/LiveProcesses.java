package org.rflow.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** What can be known of processes that are not our children. */
interface LiveProcesses {

    /** A live process of any user: program and start are empty where the system does not tell. */
    record Facts(Optional<Path> program, Optional<Instant> start) {}

    /** The process with that number, unless it has ended. */
    Optional<Facts> find(long pid);

    static LiveProcesses ofSystem() {
        return pid -> ProcessHandle.of(pid)
                .filter(handle -> !isZombie(handle.pid()))
                .map(ProcessHandle::info)
                .map(info -> new Facts(info.command().map(Path::of), info.startInstant()));
    }

    /** Whether the process has ended and only waits for its parent to ask: {@link ProcessHandle} calls it alive. */
    private static boolean isZombie(long pid) {
        Path stat = Path.of("/proc", Long.toString(pid), "stat");
        try {
            // pid (name) state ...: the name may itself hold brackets
            String text = Files.readString(stat);
            int state = text.lastIndexOf(')') + 2;
            return state < text.length() && (text.charAt(state) == 'Z' || text.charAt(state) == 'X');
        } catch (IOException e) {
            Log.LOG.debug("cannot read {}: {}", stat, e.getMessage());
            return false;
        }
    }

    /** Interfaces have no private constants. */
    final class Log {
        private static final Logger LOG = LogManager.getLogger(LiveProcesses.class);

        private Log() {}
    }
}
