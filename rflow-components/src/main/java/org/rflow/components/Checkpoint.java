package org.rflow.components;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rflow.component.ComponentContext;

/**
 * The position of a source in its run directory. It is written at most ten times a second: after a kill a source may read
 * again what was processed in the last tenth, and never skips anything.
 */
final class Checkpoint {
    private static final Duration BETWEEN_WRITES = Duration.ofMillis(100);

    private final Path file;
    private final ComponentContext context;
    private @Nullable String pending;
    private Instant written = Instant.EPOCH;

    Checkpoint(ComponentContext context) {
        this.context = context;
        this.file = context.runDirectory().resolve("position");
    }

    /** What was processed up to, by this worker or one before it. */
    Optional<String> lastPosition() throws IOException {
        if (context.lastPosition().isPresent()) {
            return context.lastPosition();
        }
        try {
            return Optional.of(Files.readString(file));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }

    void forget() throws IOException {
        Files.deleteIfExists(file);
    }

    void done(String position) throws IOException {
        pending = position;
        if (!context.clock().instant().isBefore(written.plus(BETWEEN_WRITES))) {
            write();
        }
    }

    /** Writes what still waits. */
    void write() throws IOException {
        if (pending == null) {
            return;
        }
        Path fresh = file.resolveSibling("position.new");
        Files.writeString(fresh, pending);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        pending = null;
        written = context.clock().instant();
    }
}
