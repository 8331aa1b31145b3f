package org.rflow.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NowProcessingTest {
    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = directory.resolve("state/parse-1.now");
    }

    private NowProcessing restarted() throws IOException {
        return NowProcessing.open(file, true);
    }

    @Test
    void takesAMessageForPoisonThatWasInProcessAtTwoDeaths() throws IOException {
        NowProcessing.open(file, false).begin(1, 2, 3);
        NowProcessing second = restarted();
        assertThat(second.isPoison(1, 2, 3)).isFalse();

        second.begin(1, 2, 3);

        NowProcessing third = restarted();
        assertThat(third.isPoison(1, 2, 3)).isTrue();
        assertThat(third.isPoison(1, 2, 4)).isFalse();
        assertThat(restarted().isPoison(1, 2, 3)).isTrue();
    }

    @Test
    void suspectsNothingThatWasDoneWhenTheWorkerDied() throws IOException {
        for (int death = 0; death < 3; death++) {
            NowProcessing now = NowProcessing.open(file, death > 0);
            now.begin(1, 2, 3);
            now.end();
        }

        assertThat(restarted().isPoison(1, 2, 3)).isFalse();
    }

    @Test
    void remembersPoisonThoughManyOthersAreInProcessAtOneDeathEach() throws IOException {
        NowProcessing.open(file, false).begin(1, 2, 3);
        restarted().begin(1, 2, 3);
        for (int death = 0; death < 100; death++) {
            restarted().begin(1, 1000 + death, 3);
        }

        assertThat(restarted().isPoison(1, 2, 3)).isTrue();
        assertThat(restarted().isPoison(1, 1000, 3)).isFalse();
    }

    @Test
    void beginsAnewInANewRunAndWithAFileThatIsNone() throws IOException {
        NowProcessing.open(file, false).begin(1, 2, 3);
        restarted().begin(1, 2, 3);

        assertThat(NowProcessing.open(file, false).isPoison(1, 2, 3)).isFalse();
        Files.writeString(file, "nonsense");
        assertThat(restarted().isPoison(1, 2, 3)).isFalse();
    }
}
