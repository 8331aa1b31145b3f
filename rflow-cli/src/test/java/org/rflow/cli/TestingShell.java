package org.rflow.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Calls the command in this process, from a directory of the test's, and keeps what it prints. */
final class TestingShell {
    private final Path directory;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Shell shell;

    TestingShell(Path directory) {
        this(directory, "somebody");
    }

    TestingShell(Path directory, String user) {
        this.directory = directory;
        this.shell = new Shell(
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8),
                directory,
                false,
                user,
                directory.resolve("cache"),
                Optional.empty());
    }

    Shell shell() {
        return shell;
    }

    Path directory() {
        return directory;
    }

    /** What the command answered and printed since the call before. */
    Outcome call(String... words) {
        out.reset();
        err.reset();
        int exitCode = new Cli(shell).execute(words);
        return new Outcome(exitCode, out.toString(UTF_8), err.toString(UTF_8));
    }

    record Outcome(int exitCode, String out, String err) {
        List<String> lines() {
            return out.lines().toList();
        }

        /** The lines of stdout without what changes from run to run: date and pid of log lines. */
        List<String> logLines() {
            return out.lines()
                    .map(line -> line.replaceAll("\\[[^]]*] startup +\\(\\d+ *\\) - ", "- "))
                    .toList();
        }
    }
}
