package org.rflow.components;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.rflow.component.ConfigurationException;

/**
 * The file that is being written, and those that had its name before: they are called {@code NAME.1}, {@code NAME.2} and so on, the older the
 * lower. Can be put back to a place where it was. Used by one thread; only one that is never rotated may be written by others too.
 */
final class OutputFile implements AutoCloseable {
    /** How long the file was, and the number that it gets, or has got, when it is rotated. */
    record Place(long number, long length) {
        static final int BYTES = 2 * Long.BYTES;

        static Place of(byte[] bytes) {
            ByteBuffer read = ByteBuffer.wrap(bytes);
            return new Place(read.getLong(), read.getLong());
        }

        byte[] toBytes() {
            return ByteBuffer.allocate(BYTES).putLong(number).putLong(length).array();
        }
    }

    private final Path path;
    private SharedFile file;
    private long number;

    /** Opens the file at its end; makes it, and the directories above it, when missing. */
    OutputFile(Path path) throws IOException {
        this.path = path.toAbsolutePath();
        file = new SharedFile(this.path);
        number = 1 + numbers().stream().mapToLong(Long::longValue).max().orElse(0);
    }

    Path path() {
        return path;
    }

    long size() throws IOException {
        return file.size();
    }

    void append(ByteBuffer bytes) throws IOException {
        file.append(bytes);
    }

    /** Whether somebody has removed or renamed it. */
    boolean isGone() throws IOException {
        return file.isGone();
    }

    /** Opens the file that has the name now; makes it, and the directories above it, when missing. */
    void openAnew() throws IOException {
        file.close();
        file = new SharedFile(path);
    }

    Place place() throws IOException {
        return new Place(number, file.size());
    }

    void cut(long length) throws IOException {
        file.cut(length);
    }

    /** Gives the file its number and begins a new one. */
    void rotate() throws IOException {
        file.close();
        Files.move(path, numbered(number));
        file = new SharedFile(path);
        number++;
    }

    /** Empties the file, and with {@code all} removes those that had its name before. */
    void truncate(boolean all) throws IOException {
        file.cut(0);
        if (all) {
            for (long old : numbers()) {
                Files.delete(numbered(old));
            }
            number = 1;
        }
    }

    /** What was written behind the place goes, in whatever files. Done again after a kill in the midst of it, it comes to the same. */
    void putBack(Place place) throws IOException {
        Path then = numbered(place.number());
        boolean rotated = Files.exists(then);
        for (long later : numbers()) {
            if (later > place.number() && !rotated) {
                throw new IOException("'" + then + "' is gone, which was being written when the state was saved,"
                        + " and '" + numbered(later) + "' is there; do not remove files while they may be written");
            }
            if (later > place.number()) {
                Files.delete(numbered(later));
            }
        }
        if (rotated) {
            file.close();
            Files.move(then, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            file = new SharedFile(path);
        }
        if (file.size() < place.length()) {
            throw new ConfigurationException(
                    "file '" + path + "' has " + file.size() + " bytes, and had " + place.length()
                            + " when the state was saved: what is missing does not come again; put it back, or start the flow anew");
        }
        number = place.number();
        file.cut(place.length());
    }

    private Path numbered(long of) {
        return path.resolveSibling(path.getFileName() + "." + of);
    }

    private List<Long> numbers() throws IOException {
        Pattern numbered = Pattern.compile(Pattern.quote(path.getFileName() + ".") + "([1-9][0-9]{0,15})");
        try (Stream<Path> files = Files.list(path.getParent())) {
            return files.map(file -> numbered.matcher(file.getFileName().toString()))
                    .filter(Matcher::matches)
                    .map(found -> Long.parseLong(found.group(1)))
                    .toList();
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
