package org.rflow.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/** What the runs wrote: the first one's is kept, and every other has to be the same to the byte. */
final class RowResults {
    static final String DIRECTORY = "results";
    /** Grows with the rows that are done. */
    static final String AUDIT = "audit.csv";

    private static final List<String> FILES = List.of("by_species.csv", "by_phase.csv", "rejects.txt", AUDIT);

    private Optional<Path> kept = Optional.empty();

    /** Compares, and removes what is no longer needed; a {@link BenchException} names the file that differs. */
    void take(Room room) throws IOException {
        Path results = room.directory().resolve(DIRECTORY);
        if (kept.isEmpty()) {
            Path first = Files.createDirectory(room.directory().resolve("kept"));
            for (String file : FILES) {
                Files.move(results.resolve(file), first.resolve(file), StandardCopyOption.ATOMIC_MOVE);
            }
            kept = Optional.of(first);
            return;
        }
        for (String file : FILES) {
            long differing = Files.mismatch(kept.get().resolve(file), results.resolve(file));
            if (differing >= 0) {
                throw new BenchException(
                        file + " differs, from byte " + differing + " on, from what the first run wrote");
            }
        }
        Files.delete(results.resolve(AUDIT));
    }
}
