package org.rflow.worker;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * A worker's {@link SavedState} on the disk, whole or not at all: written beside, synced, then renamed over the one before.
 *
 * <pre>{@code | "RFST" (4) | version 1 (4) | CRC-32C of the rest (4) | state, to the end | }</pre>
 */
final class StateFile {
    private static final String ENDING = ".state";
    private static final int MAGIC = 0x52465354;
    private static final int VERSION = 1;
    private static final int HEADER = 12;

    private final Path file;

    /** That of a worker, in the directory of all. */
    StateFile(Path directory, String worker) {
        file = directory.resolve(worker + ENDING);
    }

    /** Whether the flow goes on where it was stopped, as the manager has noted beside the files. */
    boolean isResumed() {
        return Files.exists(file.resolveSibling("resumed"));
    }

    void write(SavedState state) throws IOException {
        byte[] bytes = state.encode();
        ByteBuffer whole = ByteBuffer.allocate(HEADER + bytes.length)
                .putInt(MAGIC)
                .putInt(VERSION)
                .putInt(checksum(bytes))
                .put(bytes)
                .flip();
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel channel = FileChannel.open(
                fresh, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            while (whole.hasRemaining()) {
                channel.write(whole);
            }
            channel.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** What was written last; nothing when nothing was. A file that is damaged is an error: going on without it would lose or double messages. */
    SavedState read() throws IOException {
        ByteBuffer whole;
        try {
            whole = ByteBuffer.wrap(Files.readAllBytes(file));
        } catch (NoSuchFileException none) {
            return SavedState.NONE;
        }
        if (whole.remaining() < HEADER || whole.getInt() != MAGIC) {
            throw damaged("it is no state file");
        }
        int version = whole.getInt();
        if (version != VERSION) {
            throw damaged("its version is " + version + ", not " + VERSION);
        }
        int checksum = whole.getInt();
        byte[] bytes = new byte[whole.remaining()];
        whole.get(bytes);
        if (checksum != checksum(bytes)) {
            throw damaged("its checksum is wrong");
        }
        return SavedState.decode(bytes);
    }

    private IOException damaged(String why) {
        return new IOException("the saved state in '" + file + "' cannot be used: " + why
                + "; start the flow with --fresh to begin anew, without what it held");
    }

    private static int checksum(byte[] bytes) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, 0, bytes.length);
        return (int) checksum.getValue();
    }
}
