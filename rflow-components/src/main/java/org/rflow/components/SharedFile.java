package org.rflow.components;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A file that several workers append to, each batch in one piece. Between processes an exclusive file lock keeps them apart;
 * such a lock belongs to the whole process, so between the threads of one there is a lock in memory, one per file.
 */
final class SharedFile implements AutoCloseable {
    private static final Map<Path, ReentrantLock> IN_THIS_PROCESS = new ConcurrentHashMap<>();

    private final Path path;
    private final FileChannel channel;
    private final String key;
    private final ReentrantLock threads;

    /** Opens the file at its end; makes it, and the directories above it, when missing. */
    SharedFile(Path path) throws IOException {
        this.path = path;
        Path parent = path.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        channel =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
        key = Rotation.key(path);
        threads = IN_THIS_PROCESS.computeIfAbsent(path.toRealPath(), file -> new ReentrantLock());
    }

    /** Whether the name no longer belongs to the file: it was removed or renamed. */
    boolean isGone() throws IOException {
        return !key.equals(Rotation.key(path));
    }

    long size() throws IOException {
        return channel.size();
    }

    /** Makes the file that long, if it is longer. */
    void cut(long length) throws IOException {
        exclusively(() -> channel.truncate(length));
    }

    /** Appends all of the buffer, or nothing of it where the disk is full. */
    void append(ByteBuffer bytes) throws IOException {
        exclusively(() -> {
            long before = channel.size();
            try {
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            } catch (IOException e) {
                takeBack(before, e);
                throw e;
            }
        });
    }

    private void takeBack(long length, IOException failure) {
        try {
            channel.truncate(length);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    @Override
    public void close() throws IOException {
        // closing lets go of every lock that this process has on the file
        threads.lock();
        try {
            channel.close();
        } finally {
            threads.unlock();
        }
    }

    private void exclusively(Work work) throws IOException {
        threads.lock();
        try (FileLock processes = channel.lock()) {
            if (!processes.isValid()) {
                throw new IOException("the lock on the file is gone");
            }
            work.call();
        } finally {
            threads.unlock();
        }
    }

    @FunctionalInterface
    private interface Work {
        void call() throws IOException;
    }
}
