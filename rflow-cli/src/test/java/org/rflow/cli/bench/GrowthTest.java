package org.rflow.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GrowthTest {
    @TempDir
    private Path directory;

    private Path file;
    private Growth growth;

    @BeforeEach
    void watch() {
        file = directory.resolve("file");
        growth = new Growth(file);
    }

    @Test
    void aFileThatIsNotThereOrHasNothingHasNotBegun() throws IOException {
        growth.look();
        Files.createFile(file);
        growth.look();

        assertThat(growth.isEmpty()).isTrue();
        assertThatThrownBy(() -> growth.at(1)).hasMessage("file has stayed empty");
    }

    @Test
    void tellsWhenAPartOfTheFinalSizeWasThere() throws IOException {
        Files.writeString(file, "1");
        growth.look();
        Files.writeString(file, "12345");
        growth.look();
        Files.writeString(file, "123456789");
        growth.look();
        growth.look();

        assertThat(growth.at(0)).isLessThan(growth.at(5.0 / 9));
        assertThat(growth.at(5.0 / 9)).isLessThan(growth.at(7.0 / 9));
        assertThat(growth.at(7.0 / 9)).isLessThan(growth.at(1));
    }
}
