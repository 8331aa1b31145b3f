package org.rflow.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LiveProcessesIT {
    private final LiveProcesses processes = LiveProcesses.ofSystem();

    @Test
    void knowsProgramAndStartOfAProcess() {
        ProcessHandle own = ProcessHandle.current();

        assertThat(processes.find(own.pid())).hasValueSatisfying(facts -> {
            assertThat(facts.program()).hasValue(Path.of(own.info().command().orElseThrow()));
            assertThat(facts.start())
                    .hasValueSatisfying(start -> assertThat(start).isBefore(Instant.now()));
        });
    }

    @Test
    void takesAProcessThatNobodyHasAskedForItsExitCodeAsEnded(@TempDir Path directory) {
        Path number = directory.resolve("number");
        // the child ends after the exec: a shell would have asked for its exit code
        ChildProcess parent = Launcher.system()
                .start(new ChildCommand(
                        "parent",
                        List.of("/bin/sh", "-c", "sleep 1 & echo $! > n; mv n number; exec sleep 600"),
                        Map.of(),
                        directory,
                        directory.resolve("parent.out")));

        try {
            await().until(() -> Files.exists(number));
            long zombie =
                    await().until(() -> Long.parseLong(Files.readString(number).strip()), pid -> pid > 0);
            await().until(() -> processes.find(zombie).isEmpty());

            assertThat(parent.isAlive()).isTrue();
            assertThat(ProcessHandle.of(zombie)).isPresent();
        } finally {
            parent.kill();
        }
    }
}
