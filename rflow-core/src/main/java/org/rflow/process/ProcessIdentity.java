package org.rflow.process;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One process for all time. Numbers are used again, so the moment of its birth belongs to it: on Linux the kernel's own count
 * since the machine came up, which no clock changes, with the name of that time; elsewhere what the system tells.
 */
public record ProcessIdentity(long pid, String birth) {
    /** Counted from behind the program's name, which may hold anything: the 22nd field of the line, see proc(5). */
    private static final int START_AFTER_NAME = 19;

    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");

    public ProcessIdentity {
        requireNonNull(birth, "birth");
    }

    /** Who has that number now; empty when nobody has, or one that has ended and is not buried yet. */
    public static Optional<ProcessIdentity> of(long pid) {
        return LiveProcesses.ofSystem().find(pid).map(facts -> new ProcessIdentity(pid, birth(pid, facts)));
    }

    public boolean isAlive() {
        return of(pid).filter(this::equals).isPresent();
    }

    private static String birth(long pid, LiveProcesses.Facts facts) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return fields[START_AFTER_NAME] + "@" + Files.readString(BOOT).strip();
        } catch (IOException notLinux) {
            return facts.start()
                    .map(start -> Long.toString(start.toEpochMilli()))
                    .orElse("");
        }
    }
}
