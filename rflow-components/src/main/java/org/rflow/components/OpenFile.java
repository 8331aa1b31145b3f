package org.rflow.components;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.rflow.component.ConfigurationException;

/** A file that is being read, and which one it is whatever its name becomes. Used by one thread. */
final class OpenFile implements AutoCloseable {
    private static final int ATTEMPTS = 10;
    private static final String NOT_REGULAR =
            "no regular file; let the program that writes it write a file, and set 'tail: true'";

    private final FileChannel channel;
    private final Path path;
    private final String key;
    private final int series;
    private FileBeginning beginning = FileBeginning.NONE;

    private OpenFile(FileChannel channel, Path path, String key, int series) {
        this.channel = channel;
        this.path = path;
        this.key = key;
        this.series = series;
    }

    /** {@code series}: see {@link FilePosition}. {@link ConfigurationException} for what is no regular file: opening a pipe would wait for its writer. */
    static OpenFile open(Path path, int series) throws IOException {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            String key = Rotation.key(path);
            if (Files.exists(path) && !Files.isRegularFile(path)) {
                throw new ConfigurationException("file '" + path + "' cannot be read: it is "
                        + (Files.isDirectory(path) ? "a directory" : NOT_REGULAR));
            }
            OpenFile opened = new OpenFile(FileChannel.open(path), path, key, series);
            if (key.equals(Rotation.key(path))) {
                return opened;
            }
            // another one got the name in between
            opened.close();
        }
        throw new IOException("it is replaced all the time");
    }

    /** The name that it had when it was opened. */
    Path path() {
        return path;
    }

    String key() {
        return key;
    }

    FileChannel channel() {
        return channel;
    }

    InputStream bytes() {
        return Channels.newInputStream(channel);
    }

    /** The place behind so many bytes, unpacked ones if it is packed. */
    FilePosition at(long position) throws IOException {
        int length = (int) Math.min(FileBeginning.LONGEST, position);
        if (beginning.length() < length) {
            beginning = FileBeginning.of(channel, length);
        }
        return new FilePosition(position, key, beginning, series);
    }

    /** Whether it is shorter now than what was read of it, sent or not, or begins otherwise than when it was read. */
    boolean isWrittenAnew() throws IOException {
        return channel.size() < channel.position() || !beginning.equals(FileBeginning.of(channel, beginning.length()));
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
