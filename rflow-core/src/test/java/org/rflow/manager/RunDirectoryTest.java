package org.rflow.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rflow.engine.RunnerException;
import org.rflow.model.Flow;
import org.rflow.model.Setting;

final class RunDirectoryTest {
    @TempDir
    private Path base;

    @Test
    void makesEveryPlaceBelowTheApplicationDirectory() throws IOException {
        RunDirectory directory = RunDirectory.of(flow(Setting.APPLICATION_DIRECTORY, "app"), base);

        directory.create();

        assertThat(directory.pidFile()).isEqualTo(base.resolve("app/run/birdstrikes.pid"));
        assertThat(directory.bus().file()).isEqualTo(base.resolve("app/run/birdstrikes.bus"));
        assertThat(directory.output("broker-a#out => b#in")).isEqualTo(base.resolve("app/log/broker-a_out_b_in.out"));
        assertThat(directory.logFile()).isEqualTo(base.resolve("app/log/birdstrikes.log"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(base.resolve("app/run"))))
                .isEqualTo("rwx------");
        assertThat(base.resolve("app/run/birdstrikes")).isDirectory();
        assertThat(base.resolve("app/log")).isDirectory();
    }

    @Test
    void usesDirectoriesThatAreThereAsTheyAre() throws IOException {
        Files.createDirectories(base.resolve("run"));
        Files.setPosixFilePermissions(base.resolve("run"), PosixFilePermissions.fromString("rwxr-xr-x"));

        RunDirectory.of(flow(Setting.APPLICATION_DIRECTORY, "."), base).create();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(base.resolve("run"))))
                .isEqualTo("rwxr-xr-x");
    }

    @Test
    void saysWhichSettingNamesAFileInsteadOfADirectory() throws IOException {
        Files.writeString(base.resolve("log"), "");

        assertThatThrownBy(() -> RunDirectory.of(flow(Setting.APPLICATION_DIRECTORY, "."), base)
                        .create())
                .isInstanceOf(RunnerException.class)
                .hasMessage(base.resolve("log") + " is a file; rflow.log_directory_path must name a directory");
    }

    private static Flow flow(Setting setting, String value) {
        return Planned.plan(Planned.birdstrikes()
                .setting(setting.key(), value)
                .connect("read#out", "parse#in")
                .build());
    }
}
