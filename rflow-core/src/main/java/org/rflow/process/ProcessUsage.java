package org.rflow.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** What a process uses of the machine, as far as the system tells. */
public final class ProcessUsage {
    private static final String RESIDENT = "VmRSS:";
    private static final int KILO = 1024;

    private ProcessUsage() {}

    /** Processor time so far, of all its threads. */
    public static Optional<Duration> cpuTime(long pid) {
        return ProcessHandle.of(pid).flatMap(process -> process.info().totalCpuDuration());
    }

    /** Bytes of it that are in memory now; only Linux tells. */
    public static OptionalLong residentBytes(long pid) {
        Path status = Path.of("/proc", Long.toString(pid), "status");
        try {
            for (String line : Files.readAllLines(status)) {
                if (line.startsWith(RESIDENT)) {
                    return OptionalLong.of(KILO * Long.parseLong(line.replaceAll("\\D", "")));
                }
            }
            return OptionalLong.empty();
        } catch (IOException goneOrNotLinux) {
            return OptionalLong.empty();
        }
    }
}
