package org.rflow.cli.bench;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The table of the distribution's example, its rows repeated. Made once, by the first run that wants it. */
final class RowTable {
    private final int copies;
    private Optional<Path> made = Optional.empty();
    private long rows;

    RowTable(int copies) {
        this.copies = copies;
    }

    long rows() {
        return rows;
    }

    /** Puts it into the room; a {@link SkippedRun} when there is no distribution to take it from. */
    void link(Room room, String name) throws IOException {
        if (made.isEmpty()) {
            made = Optional.of(make(room.directory().resolve("table.csv")));
        }
        Files.createSymbolicLink(room.directory().resolve(name), made.get());
    }

    private Path make(Path target) throws IOException {
        // none of its fields has a line break
        List<String> lines = Files.readAllLines(Home.file("conf", "birdstrikes.csv"));
        String body = String.join("\n", lines.subList(1, lines.size())) + "\n";
        // also when the bench is interrupted: it is large
        target.toFile().deleteOnExit();
        rows = (long) copies * (lines.size() - 1);
        try (Writer out = Files.newBufferedWriter(target)) {
            out.append(lines.get(0)).append('\n');
            for (int i = 0; i < copies; i++) {
                out.append(body);
            }
        }
        return target;
    }
}
