package org.rflow.components;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How far a file was read, and which one: by the key that the system gives it whatever its name becomes (on Unix its inode), and by how
 * it begins, as the keys of removed files are given again. {@code series} counts how often it was not the same file any more and reading
 * began anew. A text that is only a number says nothing of the file.
 *
 * <pre>
 * position key length-of-beginning checksum-of-beginning series
 * </pre>
 */
record FilePosition(long position, String key, FileBeginning beginning, int series) {
    static FilePosition parse(String text) {
        String[] words = text.split(" ", -1);
        if (words.length == 1) {
            return new FilePosition(Long.parseLong(text), "", FileBeginning.NONE, 0);
        }
        if (words.length != 5) {
            throw new IllegalArgumentException("'" + text + "' is no position in a file");
        }
        return new FilePosition(
                Long.parseLong(words[0]),
                words[1],
                new FileBeginning(Integer.parseInt(words[2]), Long.parseLong(words[3])),
                Integer.parseInt(words[4]));
    }

    @Override
    public String toString() {
        return position + " " + key + " " + beginning.length() + " " + beginning.checksum() + " " + series;
    }

    /** The file, under its name or beside it under another; empty when it is gone or has been written anew. */
    Optional<Path> find(Path name) throws IOException {
        if (isIn(name)) {
            return Optional.of(name);
        }
        Optional<Path> renamed = Rotation.beside(name, key);
        return renamed.isPresent() && isIn(renamed.get()) ? renamed : Optional.empty();
    }

    private boolean isIn(Path file) throws IOException {
        return isSame(file) && isCopy(file);
    }

    /** Whether the name still belongs to the file, whatever is in it now. */
    boolean isSame(Path file) throws IOException {
        return key.isEmpty() || key.equals(Rotation.key(file));
    }

    /** Whether the file is as long as was read, and begins the same. */
    boolean isCopy(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return key.isEmpty();
        }
        try (FileChannel channel = FileChannel.open(file)) {
            // a packed one is shorter than what was read of it
            return (FileIn.isPacked(file) || channel.size() >= position)
                    && beginning.equals(FileBeginning.of(channel, beginning.length()));
        }
    }
}
