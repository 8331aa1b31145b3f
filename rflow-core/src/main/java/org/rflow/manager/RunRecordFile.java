package org.rflow.manager;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Where a manager leaves its {@link RunRecord} for a successor. It is written whole, in one step; not being able to is no
 * reason to end a flow. A machine that goes down takes all processes with it, so nothing is synced. Used by one thread.
 */
final class RunRecordFile {
    private static final Logger log = LogManager.getLogger(RunRecordFile.class);

    private final Path file;
    private String written = "";
    private boolean failing;

    RunRecordFile(Path file) {
        this.file = file;
    }

    void write(RunRecord run) {
        String text = RunRecordText.write(run);
        if (text.equals(written)) {
            return;
        }
        Path fresh = file.resolveSibling("." + file.getFileName());
        try {
            Files.writeString(fresh, text);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            written = text;
            failing = false;
        } catch (IOException e) {
            if (!failing) {
                log.warn(
                        "cannot write {}: {}; should this manager die, no other can take over from it now",
                        file,
                        e.toString());
            }
            failing = true;
        }
    }

    /** Empty when there is none, or none that can be read. */
    Optional<RunRecord> read() {
        try {
            return Optional.of(RunRecordText.read(Files.readString(file)));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            log.warn("cannot read what an earlier manager left in {}: {}", file, e.getMessage());
            return Optional.empty();
        }
    }

    void remove() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            log.warn("cannot remove {}: {}", file, e.getMessage());
        }
    }
}
