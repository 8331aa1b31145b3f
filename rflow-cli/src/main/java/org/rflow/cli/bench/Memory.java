package org.rflow.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** What processes hold in memory, where the system tells. */
final class Memory {
    private static final String PSS = "Pss:";
    private static final long KILOBYTE = 1024;

    private Memory() {}

    /** Bytes of a process, each page it shares with others divided among them (Linux: PSS). */
    static OptionalLong proportional(long pid) {
        Path file = Path.of("/proc", Long.toString(pid), "smaps_rollup");
        try {
            return Files.readAllLines(file).stream()
                    .filter(line -> line.startsWith(PSS))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * KILOBYTE)
                    .findFirst();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }
}
