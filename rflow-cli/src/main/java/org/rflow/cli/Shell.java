package org.rflow.cli;

import static java.util.Objects.requireNonNull;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a command is called from: the streams it prints to, the directory that relative paths start from, whether somebody
 * watches (stdout is a terminal), the user's name, a directory for what can be made again, and where the distribution is.
 */
record Shell(
        PrintStream out,
        PrintStream err,
        Path directory,
        boolean terminal,
        String user,
        Path cache,
        Optional<Path> home) {
    private static final String TERMINAL = "rflow.terminal";
    private static final String HOME = "rflow.home";

    Shell {
        requireNonNull(out, "out");
        requireNonNull(err, "err");
        requireNonNull(directory, "directory");
        requireNonNull(user, "user");
        requireNonNull(cache, "cache");
        requireNonNull(home, "home");
    }

    /** That of this process. Whether stdout is a terminal only the starting script can tell. */
    static Shell ofProcess() {
        return new Shell(
                System.out,
                System.err,
                Path.of("").toAbsolutePath(),
                Boolean.getBoolean(TERMINAL),
                System.getProperty("user.name", ""),
                cacheOfUser(),
                Optional.ofNullable(System.getProperty(HOME)).map(Path::of));
    }

    /** As the XDG base directory specification says. */
    private static Path cacheOfUser() {
        String cache = System.getenv("XDG_CACHE_HOME");
        Path base = cache == null || cache.isEmpty()
                ? Path.of(System.getProperty("user.home", "."), ".cache")
                : Path.of(cache);
        return base.resolve("rflow");
    }

    /** The path as the user wrote it, as long as it means the same file; else made absolute. */
    Path path(String text) {
        Path path = Path.of(text);
        return directory.equals(Path.of("").toAbsolutePath()) ? path : directory.resolve(path);
    }

    Path absolute(String text) {
        return directory.resolve(text).normalize();
    }

    boolean isRoot() {
        return user.equals("root");
    }
}
