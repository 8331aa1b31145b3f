package org.rflow.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PidFileTest {
    private static final long OWN = 4711;
    private static final long OTHER = 4712;
    private static final Instant WRITTEN = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    Path directory;

    private final Map<Long, LiveProcesses.Facts> live = new HashMap<>();
    private Path path;
    private PidFile file;

    @BeforeEach
    void open() {
        path = directory.resolve("app.pid");
        file = new PidFile(path, OWN, pid -> Optional.ofNullable(live.get(pid)));
    }

    @Test
    void holdsThePidAndANewlineReadableByAll() throws IOException {
        file.write();

        assertThat(path).hasContent("4711\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-r--r--");
        assertThat(directory).isDirectoryNotContaining("glob:**.app.pid");
    }

    @Test
    void replacesALeftoverTemporaryFile() throws IOException {
        Path temporary = Files.writeString(directory.resolve(".app.pid"), "99");

        file.write();

        assertThat(path).hasContent("4711\n");
        assertThat(temporary).doesNotExist();
    }

    @Test
    void refusesToReplaceALiveProcess() throws IOException {
        Files.writeString(path, "4712\n");
        live.put(OTHER, new LiveProcesses.Facts(Optional.empty(), Optional.empty()));

        assertThatThrownBy(file::write)
                .isInstanceOf(ProcessException.class)
                .hasMessage("Process 4712 referenced in stale PID file " + path
                        + " still exists; probably attempting to run duplicate RFlow instances");
        assertThat(path).hasContent("4712\n");
        assertThat(file.running()).hasValue(OTHER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"4712\n", "", "\n", "no pid", "-1", "99999999999999999999"})
    void replacesAFileThatNamesNoLiveProcess(String content) throws IOException {
        Files.writeString(path, content);

        file.write();

        assertThat(path).hasContent("4711\n");
    }

    @Test
    void leavesAFileWithItsOwnPidAsItIs() throws IOException {
        Files.writeString(path, "4711");

        file.write();

        assertThat(path).hasContent("4711");
    }

    @Test
    void replacesAnotherProgramThatWasStartedAfterTheFileWasWritten() throws IOException {
        written();
        live.put(OTHER, facts("/usr/bin/sleep", WRITTEN.plusSeconds(60)));

        file.write();

        assertThat(path).hasContent("4711\n");
    }

    @Test
    void takesAnotherProgramThatWasStartedBeforeTheFileAsRunning() throws IOException {
        written();
        live.put(OTHER, facts("/usr/bin/sleep", WRITTEN.minusSeconds(60)));

        assertThat(file.running()).hasValue(OTHER);
    }

    @Test
    void takesTheSameProgramAsRunningWheneverItWasStarted() throws IOException {
        written();
        live.put(OTHER, facts(ownProgram(), WRITTEN.plusSeconds(60)));

        assertThat(file.running()).hasValue(OTHER);
    }

    @Test
    void saysWhichDirectoryIsMissing() {
        PidFile nowhere = new PidFile(directory.resolve("run/app.pid"));

        assertThatThrownBy(nowhere::write)
                .isInstanceOf(ProcessException.class)
                .hasMessage("cannot write PID file " + directory.resolve("run/app.pid")
                        + " (NoSuchFileException): create the directory " + directory.resolve("run")
                        + ", or set rflow.pid_directory_path");
    }

    @Test
    void isRemovedOnlyByItsOwner() throws IOException {
        file.write();
        Files.writeString(path, "4712\n");
        file.remove();
        assertThat(path).hasContent("4712\n");

        Files.writeString(path, "4711\n");
        file.remove();
        file.remove();

        assertThat(path).doesNotExist();
    }

    private void written() throws IOException {
        Files.writeString(path, "4712\n");
        Files.setLastModifiedTime(path, FileTime.from(WRITTEN));
    }

    private static LiveProcesses.Facts facts(String program, Instant start) {
        return new LiveProcesses.Facts(Optional.of(Path.of(program)), Optional.of(start));
    }

    private static String ownProgram() {
        return ProcessHandle.current().info().command().orElseThrow();
    }
}
