package org.rflow.components;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Files that have had the same name one after the other: each was renamed, within its directory, before the next one was made. */
final class Rotation {
    /** What is added to the name: a number or a date. */
    private static final String ADDED = "[.-][0-9][0-9._T:-]*";

    private Rotation() {}

    /** What stays when a file is renamed; empty when there is no such file, or its system has no such thing. */
    static String key(Path file) throws IOException {
        try {
            Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
            return key == null ? "" : key.toString().replace(" ", "");
        } catch (NoSuchFileException none) {
            return "";
        }
    }

    /** The file of that key in the directory of the name. */
    static Optional<Path> beside(Path name, String key) throws IOException {
        if (key.isEmpty()) {
            return Optional.empty();
        }
        for (Path file : files(name)) {
            if (key.equals(key(file))) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }

    /**
     * What was written after the file of that key: another renamed one, or who has the name now. Empty when the file still has it, and
     * when it is no longer there: then it was not rotated, but replaced.
     */
    static Optional<Path> next(Path name, String key) throws IOException {
        if (key.equals(key(name))) {
            return Optional.empty();
        }
        Optional<Path> renamed = beside(name, key);
        if (renamed.isEmpty()) {
            return Optional.empty();
        }
        FileTime finished = Files.getLastModifiedTime(renamed.get());
        Pattern rotated = Pattern.compile(Pattern.quote(name.getFileName().toString()) + ADDED);
        Path next = name;
        @Nullable FileTime first = null;
        for (Path file : files(name)) {
            if (!rotated.matcher(file.getFileName().toString()).matches()) {
                continue;
            }
            FileTime written = Files.getLastModifiedTime(file);
            if (written.compareTo(finished) > 0 && (first == null || written.compareTo(first) < 0)) {
                next = file;
                first = written;
            }
        }
        return Files.exists(next) ? Optional.of(next) : Optional.empty();
    }

    private static List<Path> files(Path name) throws IOException {
        try (Stream<Path> files = Files.list(name.toAbsolutePath().getParent())) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
