package org.rflow.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** When a file had which size. Used by one thread, which looks at it now and then. */
final class Growth {
    private record Note(long time, long size) {}

    private final Path file;
    private final List<Note> notes = new ArrayList<>();

    Growth(Path file) {
        this.file = file;
    }

    void look() throws IOException {
        long size = size();
        if (size > (isEmpty() ? 0 : last().size())) {
            notes.add(new Note(System.nanoTime(), size));
        }
    }

    /** Whether nothing has been seen in it. */
    boolean isEmpty() {
        return notes.isEmpty();
    }

    private Note last() {
        return notes.get(notes.size() - 1);
    }

    private long size() throws IOException {
        try {
            return Files.size(file);
        } catch (NoSuchFileException e) {
            return 0;
        }
    }

    /** When it had this part, 0 to 1, of the size that it was last seen with, by {@link System#nanoTime}. */
    long at(double part) {
        if (isEmpty()) {
            throw new BenchException(file.getFileName() + " has stayed empty");
        }
        double wanted = part * last().size();
        Note before = notes.get(0);
        for (Note note : notes) {
            if (note.size() >= wanted) {
                double rest = Math.max(0, wanted - before.size()) / Math.max(1, note.size() - before.size());
                return before.time() + (long) (rest * (note.time() - before.time()));
            }
            before = note;
        }
        return before.time();
    }
}
