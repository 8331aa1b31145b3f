package org.rflow.components;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that is being read, and which one it is whatever its name becomes. Used by one thread. */
final class OpenFile implements AutoCloseable {
    private static final int ATTEMPTS = 10;

    private final FileChannel channel;
    private final String key;
    private final boolean seekable;
    private final int series;
    private FileBeginning beginning = FileBeginning.NONE;

    private OpenFile(FileChannel channel, String key, boolean seekable, int series) {
        this.channel = channel;
        this.key = key;
        this.seekable = seekable;
        this.series = series;
    }

    /** {@code series}: see {@link FilePosition}. */
    static OpenFile open(Path path, int series) throws IOException {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            String key = Rotation.key(path);
            OpenFile opened = new OpenFile(FileChannel.open(path), key, Files.isRegularFile(path), series);
            if (key.equals(Rotation.key(path))) {
                return opened;
            }
            // another one got the name in between
            opened.close();
        }
        throw new IOException("it is replaced all the time");
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
        if (seekable && beginning.length() < length) {
            beginning = FileBeginning.of(channel, length);
        }
        return new FilePosition(position, key, beginning, series);
    }

    /** Whether it is shorter now than what was read of it, sent or not, or begins otherwise than when it was read. */
    boolean isWrittenAnew() throws IOException {
        return seekable
                && (channel.size() < channel.position()
                        || !beginning.equals(FileBeginning.of(channel, beginning.length())));
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
