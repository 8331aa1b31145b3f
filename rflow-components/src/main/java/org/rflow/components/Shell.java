package org.rflow.components;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;
import org.rflow.message.MessageException;

/**
 * Lets a shell command answer one text at a time. {@link #answer} blocks and is called by one pool thread at a time;
 * {@link #close} by the loop thread, also while an answer is awaited.
 */
abstract class Shell {
    /** An answer longer than this is an error. */
    static final int MOST_BYTES = 64 << 20;

    /** A command with more in its file of errors is killed. */
    static final long MOST_ERROR_BYTES = 16 << 20;

    private static final Duration LAST_BREATH = Duration.ofSeconds(2);

    private final Settings settings;
    private final StderrFile stderr;
    private volatile @Nullable Process process;
    private @Nullable ShellWatch watch;
    private volatile boolean closed;

    /** What to run and where; {@code files} is the beginning of the names of this shell's own files. */
    record Settings(String command, Duration timeout, Path directory, Path files, Logger log) {
        Path file(String ending) {
            return files.resolveSibling(files.getFileName() + ending);
        }
    }

    Shell(Settings settings) {
        this.settings = settings;
        this.stderr = new StderrFile(settings.file(".err"), settings.log());
    }

    /** What the command answers to the text, without the line end after it; {@link MessageException} says why it does not. */
    abstract String answer(String text) throws IOException, InterruptedException, MessageException;

    final Settings settings() {
        return settings;
    }

    final StderrFile stderr() {
        return stderr;
    }

    final @Nullable Process process() {
        return process;
    }

    final Process start(ProcessBuilder.Redirect input, ProcessBuilder.Redirect output) throws IOException {
        Process started = new ProcessBuilder("sh", "-c", settings.command())
                .directory(settings.directory().toFile())
                .redirectInput(input)
                .redirectOutput(output)
                .redirectError(stderr.begin())
                .start();
        process = started;
        Map<Path, Long> mostBytes = new HashMap<>(Map.of(stderr.path(), MOST_ERROR_BYTES));
        if (output.file() != null) {
            mostBytes.put(output.file().toPath(), (long) MOST_BYTES);
        }
        watch = ShellWatch.of(started, mostBytes);
        if (closed) {
            kill();
            throw new MessageException("the component ends");
        }
        return started;
    }

    final MessageException late() {
        return new MessageException(
                "command took longer than " + settings.timeout().toMillis() + " ms and was killed");
    }

    /** Waits for the end of a process that has nothing left to do, logs its last lines and says how it ended. */
    final int exitCode(Process ended) throws IOException, InterruptedException {
        if (!ended.waitFor(LAST_BREATH.toMillis(), TimeUnit.MILLISECONDS)) {
            kill();
        }
        int code = ended.waitFor();
        process = null;
        stderr.logNewLines(true);
        return code;
    }

    final MessageException failed(int exitCode) {
        String why = stderr.lastLine().isEmpty() ? "" : ": " + stderr.lastLine();
        String without = exitCode == 0
                ? " and gave no answer; in mode 'pipe' it has to answer each text and wait for the next"
                : "";
        return new MessageException("command ended with exit code " + exitCode + without + why);
    }

    /** {@link MessageException} if it was killed because it wrote too much. */
    final void checkKilled() {
        Optional<MessageException> tooMuch = Optional.ofNullable(watch).flatMap(ShellWatch::tooMuch);
        if (tooMuch.isPresent()) {
            throw tooMuch.get();
        }
    }

    /** Kills the process, its children and theirs, but not those that have cut themselves loose. From any thread. */
    final void kill() {
        Process running = process;
        if (running != null) {
            kill(running.toHandle());
        }
    }

    /** A child whose parent is gone is nobody's descendant any more, so children are looked up first. */
    static void kill(ProcessHandle handle) {
        List<ProcessHandle> children = handle.children().toList();
        handle.destroyForcibly();
        children.forEach(Shell::kill);
    }

    /** Logs what the command has said since its last answer. Only while no answer is awaited. */
    final void logRest() throws IOException {
        stderr.logNewLines(true);
    }

    /** Kills what runs and removes the files. */
    void close() throws IOException {
        closed = true;
        kill();
        stderr.delete();
    }
}
