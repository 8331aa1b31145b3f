package org.rflow.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DaemonIT {
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    Path directory;

    private final List<String> lines = new CopyOnWriteArrayList<>();

    @Test
    void relaysLinesUntilItIsReadyAndLeavesItRunning() {
        long pid = Daemon.start(java("ready"), LONG, lines::add);

        try {
            assertThat(lines).containsExactly("loading");
            await().until(() -> content("alive").equals("alive after ready\n"));
            assertThat(LiveProcesses.ofSystem().find(pid)).isPresent();
            assertThat(lines).containsExactly("loading");
        } finally {
            new ProcessGroup(pid).send("KILL");
        }
    }

    @Test
    void failsWithTheExitCodeAndTheLastWords() {
        assertThatThrownBy(() -> Daemon.start(java("fail"), LONG, lines::add))
                .asInstanceOf(InstanceOfAssertFactories.type(StartFailedException.class))
                .satisfies(e -> assertThat(e.exitCode()).isEqualTo(5))
                .satisfies(e -> assertThat(e).hasMessage("manager ended with exit code 5 before it was ready"));

        assertThat(lines).containsExactly("loading", "broken on purpose");
    }

    @Test
    void neverSucceedsWithoutTheReadyLine() {
        assertThatThrownBy(() -> Daemon.start(shell("echo done"), LONG, lines::add))
                .asInstanceOf(InstanceOfAssertFactories.type(StartFailedException.class))
                .satisfies(e -> assertThat(e.exitCode()).isEqualTo(1));
    }

    @Test
    void failsAtOnceThoughALeftoverHoldsThePipe() throws IOException {
        assertThatThrownBy(() -> Daemon.start(shell("sleep 600 & echo $! > left; exit 4"), LONG, lines::add))
                .asInstanceOf(InstanceOfAssertFactories.type(StartFailedException.class))
                .satisfies(e -> assertThat(e.exitCode()).isEqualTo(4));

        Signals.send(Long.parseLong(content("left").strip()), "KILL");
    }

    @Test
    void killsTheWholeGroupAtTheDeadline() {
        ChildCommand slow = shell("sleep 600 & echo $! > left; wait");

        assertThatThrownBy(() -> Daemon.start(slow, Duration.ofSeconds(2), lines::add))
                .isInstanceOf(StartFailedException.class)
                .hasMessage("manager was not ready after 2 s and was killed");

        await().until(() -> LiveProcesses.ofSystem()
                .find(Long.parseLong(content("left").strip()))
                .isEmpty());
    }

    private ChildCommand shell(String script) {
        return command(List.of("/bin/sh", "-c", script));
    }

    private ChildCommand java(String way) {
        List<String> words = new ArrayList<>();
        words.add(ProcessHandle.current().info().command().orElseThrow());
        words.addAll(List.of("-cp", System.getProperty("java.class.path"), DaemonProgram.class.getName(), way));
        return command(words);
    }

    private ChildCommand command(List<String> words) {
        return new ChildCommand("manager", words, Map.of(), directory, directory.resolve("manager.out"));
    }

    private String content(String name) throws IOException {
        Path path = directory.resolve(name);
        return Files.exists(path) ? Files.readString(path) : "";
    }
}
