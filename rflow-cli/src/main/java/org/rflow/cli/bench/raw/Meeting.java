package org.rflow.cli.bench.raw;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.locks.LockSupport;

/** A directory in which programs tell each other what they need to begin, one small file for each fact. */
record Meeting(Path directory) {
    private static final long NAP_NANOS = 2_000_000;
    private static final long DEADLINE_NANOS = 30_000_000_000L;

    /** Tells everyone; whoever waits sees the whole text. */
    void tell(String fact, String text) throws IOException {
        Path fresh = Files.writeString(
                directory.resolve(fact + "." + ProcessHandle.current().pid()), text);
        Files.move(fresh, directory.resolve(fact), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Waits until it has been told. */
    String await(String fact) throws IOException {
        Path file = directory.resolve(fact);
        long deadline = System.nanoTime() + DEADLINE_NANOS;
        while (!Files.exists(file)) {
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException("'" + fact + "' was not told in time");
            }
            LockSupport.parkNanos(NAP_NANOS);
        }
        return Files.readString(file);
    }
}
