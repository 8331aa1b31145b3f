package org.rflow.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rflow.config.Flows;
import org.rflow.engine.RunnerException;

final class ResumePointTest {
    @TempDir
    private Path work;

    private Path saved;

    @BeforeEach
    void nameWhatAWorkerSaves() {
        saved = work.resolve("state/read-1.state");
    }

    @Test
    void aFlowThatWasStoppedGoesOn() throws Exception {
        point("read").begin(false);
        Files.createFile(saved);

        point("read").begin(false);

        assertThat(saved).exists();
        assertThat(work.resolve("state/resumed")).exists();
    }

    @Test
    void aFlowThatHasComeToItsEndBeginsAnew() throws Exception {
        point("read").begin(false);
        Files.createFile(saved);
        point("read").forget();

        point("other").begin(false);

        assertThat(saved).doesNotExist();
        assertThat(work.resolve("state/resumed")).doesNotExist();
    }

    @Test
    void aFlowThatIsToBeginAnewForgetsWhatWasSaved() throws Exception {
        point("read").begin(false);
        Files.createFile(saved);
        point("read").begin(false);

        point("other").begin(true);

        assertThat(saved).doesNotExist();
        assertThat(work.resolve("state/resumed")).doesNotExist();
    }

    @Test
    void aFlowThatHasChangedIsRefused() throws Exception {
        point("read").begin(false);
        Files.createFile(saved);

        assertThatThrownBy(() -> point("other").begin(false))
                .isInstanceOf(RunnerException.class)
                .hasMessageContaining(
                        "it had component read; it has now component other; put it back as it was, or begin anew with --fresh");
    }

    private ResumePoint point(String component) {
        return new ResumePoint(
                work, Flows.flow("resumed").component(component, "source").build());
    }
}
