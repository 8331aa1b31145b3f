package org.rflow.manager;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.rflow.engine.RunnerException;

/** The end of a file that a host appends its stdout and stderr to, from where the file ended when the host was started. */
record OutputTail(Path file, long start) {
    private static final int LINES = 10;
    private static final int BYTES = 4096;

    static OutputTail of(Path file) {
        try {
            return new OutputTail(file, Files.exists(file) ? Files.size(file) : 0);
        } catch (IOException e) {
            throw new RunnerException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /** The last lines, few and short enough for a log. */
    List<String> lines() throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        List<String> lines = text().lines().filter(line -> !line.isBlank()).toList();
        return lines.subList(Math.max(0, lines.size() - LINES), lines.size());
    }

    private String text() throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            channel.position(Math.max(Math.min(start, channel.size()), channel.size() - BYTES));
            ByteBuffer end = ByteBuffer.allocate(BYTES);
            while (end.hasRemaining() && channel.read(end) >= 0) {
                // a read may give less than there is
            }
            return StandardCharsets.UTF_8.decode(end.flip()).toString();
        }
    }
}
