package org.rflow.manager;

import java.io.IOException;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.rflow.model.ShardOption;

/** Reads in the last words of a Java VM whether it ended because its memory did. */
final class OutOfMemory {
    private static final Logger log = LogManager.getLogger(OutOfMemory.class);
    private static final String MARK = "java.lang.OutOfMemoryError";
    /** The exit code of {@code -XX:+ExitOnOutOfMemoryError}. */
    private static final int EXIT_CODE = 3;

    private OutOfMemory() {}

    /** A sentence for the user, if it did. */
    static Optional<String> in(Host host) {
        if (host.exit().orElse(0) != EXIT_CODE || host.output().isEmpty()) {
            return Optional.empty();
        }
        try {
            return host.output().get().lines().stream()
                    .filter(line -> line.contains(MARK))
                    .findFirst()
                    .map(line -> line.substring(line.indexOf(MARK)) + "; its heap is " + heap(host)
                            + ", give its shard more with 'memory:'");
        } catch (IOException e) {
            log.warn("cannot read the last words of {}: {}", host.name(), e.getMessage());
            return Optional.empty();
        }
    }

    private static String heap(Host host) {
        return host.shard()
                .flatMap(shard -> ShardOption.MEMORY.in(shard.options()))
                .orElse(WorkerVm.HEAP);
    }
}
