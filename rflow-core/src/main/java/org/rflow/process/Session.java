package org.rflow.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Puts a command into a session of its own through {@code setsid} of util-linux or BusyBox, where there is one. */
final class Session {
    private static final Logger log = LogManager.getLogger(Session.class);
    private static final Optional<String> SETSID = find("setsid", searchPath());

    static {
        if (SETSID.isEmpty()) {
            log.warn("the program 'setsid' is not on the PATH: children stay in this process's group, so Ctrl-C reaches"
                    + " them too, and what an ended child has left running is not found; install util-linux");
        }
    }

    private Session() {}

    static boolean isAvailable() {
        return SETSID.isPresent();
    }

    /** The words in front of a command that runs in its own session; it keeps the pid of the started process. */
    static List<String> prefix() {
        return SETSID.map(List::of).orElse(List.of());
    }

    static Optional<String> find(String program, String searchPath) {
        return Stream.of(searchPath.split(File.pathSeparator, -1))
                .filter(directory -> !directory.isEmpty())
                .map(directory -> Path.of(directory, program))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }

    private static String searchPath() {
        String path = System.getenv("PATH");
        return (path == null ? "" : path + File.pathSeparator) + "/usr/bin" + File.pathSeparator + "/bin";
    }
}
