package org.rflow.components;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.logging.log4j.Logger;

/**
 * What a process writes to stderr, by way of a file, so that nobody has to wait for it; its lines go to the log. Used by one
 * thread at a time.
 */
final class StderrFile {
    private static final int MOST_AT_ONCE = 1 << 20;
    private static final long EMPTIED_ABOVE = 1L << 20;

    private final Path path;
    private final Logger log;
    private long position;
    private String lastLine = "";

    StderrFile(Path path, Logger log) {
        this.path = path;
        this.log = log;
    }

    /** Where a new process appends its lines to; another file than the last process had, which may have left children. */
    ProcessBuilder.Redirect begin() throws IOException {
        Files.deleteIfExists(path);
        position = 0;
        lastLine = "";
        return ProcessBuilder.Redirect.appendTo(path.toFile());
    }

    Path path() {
        return path;
    }

    /** The last line logged that was not blank. */
    String lastLine() {
        return lastLine;
    }

    /** Logs the lines that are new; of a process that has ended also a last one without an end. */
    void logNewLines(boolean ended) throws IOException {
        if (Files.notExists(path)) {
            return;
        }
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            boolean more = true;
            while (more) {
                more = logSome(file, ended);
            }
            if (position > EMPTIED_ABOVE && position == file.length()) {
                // the process appends, so it goes on at the beginning
                file.setLength(0);
                position = 0;
            }
        }
    }

    private boolean logSome(RandomAccessFile file, boolean ended) throws IOException {
        byte[] bytes = new byte[(int) Math.min(file.length() - position, MOST_AT_ONCE)];
        file.seek(position);
        file.readFully(bytes);
        int whole = ended && bytes.length < MOST_AT_ONCE ? bytes.length : lineEnd(bytes);
        if (whole == 0) {
            return false;
        }
        position += whole;
        new String(bytes, 0, whole, StandardCharsets.UTF_8).lines().forEach(this::log);
        return true;
    }

    /** The length of the whole lines in it; of all of it when it is part of a line longer than is read at once. */
    private static int lineEnd(byte[] bytes) {
        for (int i = bytes.length; i > 0; i--) {
            if (bytes[i - 1] == '\n') {
                return i;
            }
        }
        return bytes.length == MOST_AT_ONCE ? bytes.length : 0;
    }

    private void log(String line) {
        if (!line.isBlank()) {
            lastLine = line;
            log.warn("{}", line);
        }
    }

    void delete() throws IOException {
        Files.deleteIfExists(path);
    }
}
