package org.rflow.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What a run leaves behind in its application directory. */
final class RunDirectories {
    private static final Set<String> OWN = Set.of("run", "log", "tmp", "schemas", "components");
    private static final String DATABASE_FILES = ".db";
    private static final int DEPTH = 4;
    private static final int MOST = 20;

    private RunDirectories() {}

    static void create(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (FileAlreadyExistsException e) {
            throw CommandException.failed("'" + e.getFile() + "' is a file; name a directory");
        } catch (IOException e) {
            throw CommandException.failed("cannot make directory '" + directory + "': " + e.getMessage());
        }
    }

    /** Files that were written since, but RFlow's own: relative paths in order, at most twenty. */
    static List<String> writtenSince(Application application, Instant since) {
        Path top = application.directory();
        try (Stream<Path> files = Files.walk(top, DEPTH)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !isOwn(application, file))
                    .filter(file -> isNewer(file, since))
                    .map(file -> top.relativize(file).toString())
                    .sorted()
                    .limit(MOST)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + top, e);
        }
    }

    private static boolean isOwn(Application application, Path file) {
        Path relative = application.directory().relativize(file);
        boolean logsApart = !application.logDirectory().equals(application.directory());
        return OWN.contains(relative.getName(0).toString())
                || file.equals(application.logFile())
                || file.startsWith(application.runDirectory())
                || (logsApart && file.startsWith(application.logDirectory()))
                || file.toString().endsWith(DATABASE_FILES);
    }

    private static boolean isNewer(Path file, Instant since) {
        try {
            FileTime written = Files.getLastModifiedTime(file);
            // some file systems keep whole seconds only
            return !written.toInstant().isBefore(since.minusSeconds(1));
        } catch (IOException e) {
            // it was there a moment ago: it is not a result
            return false;
        }
    }
}
