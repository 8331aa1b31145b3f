package org.rflow.worker;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Which message the worker has in process, in a file that is mapped into memory, so that it costs some stores a message and the next
 * incarnation knows it, however this one ended. A message that was in process at two deaths is poison: given out a third time it
 * would kill again. Only for messages that are somebody (see {@link org.rflow.message.Lineage}). Used only by the loop thread.
 *
 * <pre>{@code
 *   | "RFNP" (4) | version 1 (4) | now (24) | suspects, 32 times (32 each) |
 *   now      origin (8), 0 for none | position (8) | path (8)
 *   suspect  the same | deaths (8)
 * }</pre>
 */
final class NowProcessing {
    /** So many deaths make a message poison. */
    static final int DEATHS = 2;

    private static final int MAGIC = 0x52464e50;
    private static final int VERSION = 1;
    private static final int NOW = 8;
    private static final int SUSPECTS = 32;
    private static final int FIRST = NOW + 24;
    private static final int SIZE = 32;
    private static final int COUNT = 24;

    private final ByteBuffer file;
    private boolean anyPoison;

    private NowProcessing(ByteBuffer file) {
        this.file = file;
    }

    /** {@code restarted}: what the last incarnation had in process is a suspect; else the file begins anew. */
    static NowProcessing open(Path path, boolean restarted) throws IOException {
        Files.createDirectories(path.toAbsolutePath().getParent());
        if (!restarted) {
            Files.deleteIfExists(path);
        }
        try (FileChannel channel =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            NowProcessing now =
                    new NowProcessing(channel.map(FileChannel.MapMode.READ_WRITE, 0, FIRST + (long) SUSPECTS * SIZE));
            now.begin();
            return now;
        }
    }

    private void begin() {
        if (file.getInt(0) != MAGIC || file.getInt(4) != VERSION) {
            for (int i = 0; i < file.capacity(); i++) {
                file.put(i, (byte) 0);
            }
            file.putInt(0, MAGIC).putInt(4, VERSION);
        }
        if (file.getLong(NOW) != 0) {
            suspect();
        }
        end();
        for (int i = 0; i < SUSPECTS; i++) {
            anyPoison |= file.getLong(place(i) + COUNT) >= DEATHS;
        }
    }

    private static int place(int suspect) {
        return FIRST + suspect * SIZE;
    }

    /** One more death; when there is no place left, the suspect with the fewest deaths is let off. */
    private void suspect() {
        int least = place(0);
        for (int i = 0; i < SUSPECTS; i++) {
            int at = place(i);
            if (isAt(at, file.getLong(NOW), file.getLong(NOW + 8), file.getLong(NOW + 16))) {
                file.putLong(at + COUNT, file.getLong(at + COUNT) + 1);
                return;
            }
            if (file.getLong(at + COUNT) < file.getLong(least + COUNT)) {
                least = at;
            }
        }
        for (int i = 0; i < COUNT; i += 8) {
            file.putLong(least + i, file.getLong(NOW + i));
        }
        file.putLong(least + COUNT, 1);
    }

    private boolean isAt(int at, long origin, long position, long path) {
        return file.getLong(at) == origin && file.getLong(at + 8) == position && file.getLong(at + 16) == path;
    }

    boolean isPoison(long origin, long position, long path) {
        if (!anyPoison) {
            return false;
        }
        for (int i = 0; i < SUSPECTS; i++) {
            if (file.getLong(place(i) + COUNT) >= DEATHS && isAt(place(i), origin, position, path)) {
                return true;
            }
        }
        return false;
    }

    void begin(long origin, long position, long path) {
        file.putLong(NOW + 8, position).putLong(NOW + 16, path).putLong(NOW, origin);
    }

    void end() {
        file.putLong(NOW, 0);
    }
}
