package org.rflow.process;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * The file that holds the pid of the one manager of an application, and a newline.
 *
 * <p>It is written to {@code .name} beside it, created exclusively, and renamed. Any live process it names counts as
 * running, whoever owns it, with one exception: numbers are used again, so a process that was started after the file was
 * written <em>and</em> runs another program than we do is not the writer. Both must hold, because the clock may have been
 * set meanwhile, and because another Java process may well be RFlow.
 */
public final class PidFile {
    private static final Logger log = LogManager.getLogger(PidFile.class);

    private final Path file;
    private final Path temporary;
    private final long ownPid;
    private final LiveProcesses processes;

    public PidFile(Path file) {
        this(file, ProcessHandle.current().pid(), LiveProcesses.ofSystem());
    }

    PidFile(Path file, long ownPid, LiveProcesses processes) {
        this.file = file.toAbsolutePath();
        this.temporary = this.file.resolveSibling("." + requireNonNull(file.getFileName(), "file name"));
        this.ownPid = ownPid;
        this.processes = processes;
    }

    public Path path() {
        return file;
    }

    /** Whether there is a process with that number, of whatever user, that has not ended. */
    public static boolean isAlive(long pid) {
        return LiveProcesses.ofSystem().find(pid).isPresent();
    }

    /** The pid in the file, live or not; empty when there is no file or no number in it. */
    public OptionalLong pid() {
        return content().map(PidFile::number).orElse(OptionalLong.empty());
    }

    /** The pid in the file if that process lives. */
    public OptionalLong running() {
        OptionalLong pid = pid();
        return pid.isPresent() && isRunning(pid.getAsLong()) ? pid : OptionalLong.empty();
    }

    /**
     * Writes our pid, once no other process is in the way.
     *
     * @throws ProcessException when another process runs, or the file cannot be written
     */
    public void write() {
        if (holdsOwnPid()) {
            return;
        }
        content().ifPresent(this::checkStale);
        try {
            writeTemporary();
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new ProcessException(cannotWrite(e), e);
        }
        if (!holdsOwnPid()) {
            throw new ProcessException("PID file " + file + " was written by another process at the same time, pid "
                    + content().map(String::strip).orElse("unknown"));
        }
    }

    /** Removes the file if it still holds our pid. May be called more than once. */
    public void remove() {
        if (!holdsOwnPid()) {
            log.debug("PID file {} is not ours any more; left alone", file);
            return;
        }
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            log.warn("cannot remove PID file {}: {}", file, e.getMessage());
        }
    }

    private boolean holdsOwnPid() {
        OptionalLong pid = pid();
        return pid.isPresent() && pid.getAsLong() == ownPid;
    }

    private void checkStale(String content) {
        OptionalLong pid = number(content);
        if (pid.isEmpty()) {
            log.warn("ignoring {} PID file {}", content.isBlank() ? "empty" : "unreadable", file);
        } else if (isRunning(pid.getAsLong())) {
            throw new ProcessException("Process " + pid.getAsLong() + " referenced in stale PID file " + file
                    + " still exists; probably attempting to run duplicate RFlow instances");
        } else {
            log.warn("removing stale PID file {}: process {} is gone", file, pid.getAsLong());
        }
    }

    private boolean isRunning(long pid) {
        return processes.find(pid).filter(facts -> !isSomebodyElse(facts)).isPresent();
    }

    private boolean isSomebodyElse(LiveProcesses.Facts facts) {
        Optional<Path> program = facts.program().map(Path::getFileName);
        Optional<Path> ours =
                ProcessHandle.current().info().command().map(Path::of).map(Path::getFileName);
        boolean anotherProgram = program.isPresent() && ours.isPresent() && !program.equals(ours);
        return anotherProgram
                && facts.start().filter(start -> start.isAfter(written())).isPresent();
    }

    private Instant written() {
        try {
            FileTime time = Files.getLastModifiedTime(file);
            return time.toInstant();
        } catch (IOException e) {
            log.debug("cannot tell when PID file {} was written: {}", file, e.getMessage());
            return Instant.MAX;
        }
    }

    private void writeTemporary() throws IOException {
        if (Files.deleteIfExists(temporary)) {
            log.warn("deleted temporary PID file {}, left by a process that did not finish its start", temporary);
        }
        var permissions = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r--r--"));
        Files.createFile(temporary, permissions);
        // the umask may have taken some of them away
        Files.setPosixFilePermissions(temporary, permissions.value());
        Files.writeString(temporary, ownPid + "\n", StandardOpenOption.WRITE);
    }

    private Optional<String> content() {
        if (!Files.isDirectory(requireNonNull(file.getParent(), "directory"))) {
            return Optional.empty();
        }
        try {
            return Optional.of(Files.readString(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new ProcessException("cannot read PID file " + file + ": " + e.getMessage(), e);
        }
    }

    private String cannotWrite(IOException e) {
        Path directory = requireNonNull(file.getParent(), "directory");
        String hint = Files.isDirectory(directory)
                ? "check the permissions of " + directory
                : "create the directory " + directory + ", or set rflow.pid_directory_path";
        return "cannot write PID file " + file + " (" + e.getClass().getSimpleName() + "): " + hint;
    }

    private static OptionalLong number(String content) {
        String text = content.strip();
        return text.matches("[1-9][0-9]{0,17}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }
}
