package org.rflow.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class H2FlowStoreTest extends FlowStoreContract {

    @TempDir
    Path directory;

    @Override
    String database() {
        return directory.resolve("flow").toString();
    }

    @Override
    String strangersUrl() {
        return "jdbc:h2:file:" + directory.resolve("flow") + ";USER=sa;NON_KEYWORDS=VALUE";
    }

    @Test
    void keepsAPathInAFileOfThatName() {
        FlowStore.fill(database(), PlannedFlows.birds());

        assertThat(directory).isDirectoryContaining("glob:**/flow.mv.db");
        assertThat(directory.toFile().list()).hasSize(1);
        assertThat(FlowStore.exists(database() + ".mv.db")).isTrue();
        assertThat(FlowStore.open(database() + ".mv.db")).satisfies(FlowStore::close);
    }

    @Test
    void fillsAFileWithoutBytes() throws IOException {
        Files.createFile(directory.resolve("flow.mv.db"));
        assertThat(FlowStore.exists(database())).isFalse();

        FlowStore.fill(database(), PlannedFlows.birds());

        assertThat(FlowStore.exists(database())).isTrue();
        assertThat(open().isEmpty()).isFalse();
    }

    @Test
    void makesNoFileWhenOneIsOnlyOpened() {
        assertThatThrownBy(() -> FlowStore.open(database()))
                .isInstanceOf(StoreException.class)
                .hasMessage("config database '" + database() + "' does not exist; run 'rflow load -c <config file> -d "
                        + database() + "'");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void saysThatAFileIsNoDatabase() throws IOException {
        Files.writeString(directory.resolve("flow.mv.db"), "flow: birds\n".repeat(1000));

        assertThatThrownBy(() -> FlowStore.open(database()))
                .isInstanceOf(StoreException.class)
                .hasMessage("config database '" + database() + "' is not a database that H2 can read; run 'rflow load"
                        + " -c <config file> -d " + database() + "' with another name");
        assertThat(FlowStore.exists(database())).isTrue();
    }

    @Test
    void livesInMemoryUntilTheProcessEnds() {
        String memory = "mem:" + UUID.randomUUID();

        FlowStore.fill(memory, PlannedFlows.birds());

        try (FlowStore store = FlowStore.open(memory)) {
            assertThat(store.isEmpty()).isFalse();
        }
        assertThat(FlowStore.exists("mem:" + UUID.randomUUID())).isFalse();
    }
}
