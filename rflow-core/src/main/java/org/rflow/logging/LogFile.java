package org.rflow.logging;

import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file that several processes append to, one write a line: POSIX moves to the end and writes in one step, so lines
 * never mix. Thread safe.
 */
final class LogFile implements AutoCloseable {
    private final Path path;
    // not a channel: an interrupt of a logging thread would close that
    private @Nullable OutputStream stream;

    /** Opens the file, created when missing. */
    LogFile(Path path) {
        this.path = path;
        this.stream = open(path);
    }

    synchronized void write(byte[] line) throws IOException {
        if (stream != null) {
            stream.write(line);
        }
    }

    /** Opens the path again, after the file was renamed; when that fails, the old file stays in use. */
    synchronized void reopen() {
        OutputStream old = stream;
        if (old != null) {
            stream = open(path);
            close(old);
        }
    }

    @Override
    public synchronized void close() {
        OutputStream old = stream;
        stream = null;
        if (old != null) {
            close(old);
        }
    }

    private void close(OutputStream old) {
        try {
            old.close();
        } catch (IOException e) {
            throw new LogFileException(path, String.valueOf(e.getMessage()), e);
        }
    }

    private static OutputStream open(Path path) {
        try {
            return new FileOutputStream(path.toFile(), true);
        } catch (FileNotFoundException e) {
            throw new LogFileException(path, reason(path), e);
        }
    }

    private static String reason(Path path) {
        Path directory = path.getParent();
        if (directory != null && !Files.isDirectory(directory)) {
            return "there is no directory " + directory;
        }
        if (Files.isDirectory(path)) {
            return "it is a directory";
        }
        return "it cannot be written; check the permissions";
    }
}
