package org.rflow.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the end of a log file and what is written to it later, also when the file is renamed and made anew meanwhile. */
final class LogTail implements AutoCloseable {
    private static final Duration INTERVAL = Duration.ofMillis(200);
    private static final int CHUNK = 64 * 1024;

    private final Path file;
    private final LogFilter filter;
    private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
    private @Nullable RandomAccessFile open;
    private @Nullable Object key;

    LogTail(Path file, LogFilter filter) {
        this.file = file;
        this.filter = filter;
    }

    /** The last lines of the file that the filter accepts. Reads the whole file, and keeps no more than these lines. */
    List<String> last(int count) throws IOException {
        Deque<String> last = new ArrayDeque<>();
        for (List<String> lines = fresh(); !lines.isEmpty(); lines = fresh()) {
            for (String line : lines) {
                last.add(line);
                if (last.size() > count) {
                    last.remove();
                }
            }
        }
        return List.copyOf(last);
    }

    /** The whole lines that have come since the last call, or a part of them when they are many; empty when none has. */
    List<String> fresh() throws IOException {
        List<String> lines = new ArrayList<>();
        while (lines.isEmpty()) {
            if (!read(lines) && !reopen()) {
                break;
            }
        }
        return lines;
    }

    void await() throws InterruptedException {
        Thread.sleep(INTERVAL.toMillis());
    }

    /** Whether there was something to read. */
    private boolean read(List<String> lines) throws IOException {
        RandomAccessFile reader = open;
        if (reader == null) {
            return false;
        }
        if (reader.length() < reader.getFilePointer()) {
            // cut short by somebody: it begins anew
            reader.seek(0);
            begun.reset();
        }
        byte[] chunk = new byte[CHUNK];
        int length = reader.read(chunk);
        for (int i = 0; i < length; i++) {
            if (chunk[i] == '\n') {
                add(lines);
            } else {
                begun.write(chunk[i]);
            }
        }
        return length > 0;
    }

    private void add(List<String> lines) {
        String line = begun.toString(StandardCharsets.UTF_8);
        begun.reset();
        if (filter.accepts(line)) {
            lines.add(line);
        }
    }

    /** Opens the file, when there is one that is not open yet. */
    private boolean reopen() throws IOException {
        if (!Files.exists(file)) {
            return false;
        }
        Object now = Files.getAttribute(file, "unix:ino");
        if (now.equals(key)) {
            return false;
        }
        close();
        open = new RandomAccessFile(file.toFile(), "r");
        key = now;
        return true;
    }

    @Override
    public void close() throws IOException {
        RandomAccessFile reader = open;
        open = null;
        if (reader != null) {
            reader.close();
        }
    }
}
