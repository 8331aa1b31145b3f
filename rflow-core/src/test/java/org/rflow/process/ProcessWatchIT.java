package org.rflow.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that somebody else has started. */
final class ProcessWatchIT {
    private static final int SECONDS = 10;

    private final ProcessWatch watch = new ProcessWatch();

    @TempDir
    private Path directory;

    @AfterEach
    void close() {
        watch.close();
    }

    @Test
    void seesTheEndOfAProcessAndCannotTellItsCode() throws Exception {
        ChildProcess child = start("exec sleep 60");
        ChildProcess adopted = watch.adopt("child", child.identity().orElseThrow());
        assertThat(adopted.isAlive()).isTrue();

        child.terminate();

        assertThat(adopted.exit().get(SECONDS, TimeUnit.SECONDS)).isEqualTo(ChildProcess.UNKNOWN_EXIT);
        assertThat(adopted.isAlive()).isFalse();
    }

    @Test
    void killsTheWholeGroup() throws Exception {
        ChildProcess child = start("sleep 60 & wait");
        ChildProcess adopted = watch.adopt("child", child.identity().orElseThrow());

        adopted.kill();

        assertThat(child.exit().get(SECONDS, TimeUnit.SECONDS)).isEqualTo(137);
        assertThat(adopted.exit().get(SECONDS, TimeUnit.SECONDS)).isEqualTo(ChildProcess.UNKNOWN_EXIT);
    }

    @Test
    void aLaterProcessWithTheSameNumberIsAnother() throws Exception {
        ChildProcess child = start("exec sleep 60");
        ProcessIdentity other = new ProcessIdentity(child.pid(), "another birth");

        ChildProcess adopted = watch.adopt("child", other);

        assertThat(adopted.exit().get(SECONDS, TimeUnit.SECONDS)).isEqualTo(ChildProcess.UNKNOWN_EXIT);
        adopted.kill();
        assertThat(child.isAlive()).isTrue();
        child.kill();
    }

    private ChildProcess start(String script) {
        return Launcher.system()
                .start(new ChildCommand(
                        "child", List.of("sh", "-c", script), Map.of(), directory, directory.resolve("child.out")));
    }
}
