package org.rflow.store;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rflow.model.Flow;

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

    @Test
    void saysThatAnotherProcessHasItOpen() throws IOException {
        FlowStore.fill(database(), PlannedFlows.birds());

        try (FileChannel file = lockable();
                FileLock lock = file.lock()) {
            assertThat(lock.isValid()).isTrue();
            assertThatThrownBy(() -> FlowStore.open(Database.parse(database()), Duration.ofMillis(300)))
                    .isInstanceOf(StoreException.class)
                    .hasMessage(
                            "config database '" + database() + "' is in use by another process; wait until it is done");
        }
    }

    @Test
    void waitsUntilAnotherProcessIsDone() throws Exception {
        Flow saved = FlowStore.fill(database(), PlannedFlows.birds());
        CompletableFuture<FlowStore> opening;

        try (FileChannel file = lockable();
                FileLock lock = file.lock()) {
            opening = CompletableFuture.supplyAsync(
                    () -> FlowStore.open(Database.parse(database()), Duration.ofSeconds(60)));
            await().pollDelay(Duration.ofMillis(500)).until(lock::isValid);
            assertThat(opening).isNotDone();
        }

        try (FlowStore store = opening.get(60, SECONDS)) {
            assertThat(store.load()).hasValue(saved);
        }
    }

    private FileChannel lockable() throws IOException {
        return FileChannel.open(directory.resolve("flow.mv.db"), StandardOpenOption.READ, StandardOpenOption.WRITE);
    }
}
