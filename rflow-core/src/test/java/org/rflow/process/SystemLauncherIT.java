package org.rflow.process;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SystemLauncherIT {

    @TempDir
    Path directory;

    private final List<ChildProcess> started = new ArrayList<>();

    @AfterEach
    void killWhatIsLeft() {
        started.forEach(ChildProcess::kill);
    }

    @Test
    void appendsBothOutputsToTheFileAndGivesNoInput() throws Exception {
        Files.writeString(output(), "before\n");

        ChildProcess child = shell("cat; pwd; echo $COLOUR; echo oops >&2; exit 7");

        assertThat(child.exit().get(10, SECONDS)).isEqualTo(7);
        assertThat(child.isAlive()).isFalse();
        assertThat(output()).hasContent("before\n" + directory.toRealPath() + "\nblue\noops\n");
    }

    @Test
    void leadsItsOwnSessionAndGroup() throws Exception {
        ChildProcess child = shell("cut -d' ' -f1,5,6 /proc/$$/stat");

        assertThat(child.exit().get(10, SECONDS)).isZero();
        String pid = Long.toString(child.pid());
        assertThat(output()).hasContent(pid + " " + pid + " " + pid + "\n");
    }

    @Test
    void answers128AndTheSignalThatEndedIt() throws Exception {
        ChildProcess terminated = shell("exec sleep 600");
        ChildProcess killed = shell("exec sleep 600");

        terminated.terminate();
        killed.kill();

        assertThat(terminated.exit().get(10, SECONDS)).isEqualTo(128 + 15);
        assertThat(killed.exit().get(10, SECONDS)).isEqualTo(128 + 9);
    }

    @Test
    void killsGrandchildrenToo() throws Exception {
        ChildProcess child = shell("sleep 600 & echo $!; wait");
        long grandchild = numberInOutput();

        child.kill();

        assertThat(child.exit().get(10, SECONDS)).isEqualTo(137);
        awaitEnd(grandchild);
    }

    @Test
    void killsTheGroupOfALeaderThatHasAlreadyEnded() throws Exception {
        ChildProcess child = shell("sleep 600 & echo $!");
        long grandchild = numberInOutput();
        assertThat(child.exit().get(10, SECONDS)).isZero();

        child.kill();

        awaitEnd(grandchild);
    }

    @Test
    void killsAChildThatIgnoresTheRequestToEnd() throws Exception {
        ChildProcess child = shell("trap '' TERM; echo 1; while :; do sleep 1; done");
        numberInOutput();

        child.terminate();
        assertThat(child.isAlive()).isTrue();
        child.kill();

        assertThat(child.exit().get(10, SECONDS)).isEqualTo(137);
    }

    @Test
    void canBeEndedTwice() throws Exception {
        ChildProcess child = shell("exit 3");
        assertThat(child.exit().get(10, SECONDS)).isEqualTo(3);

        child.terminate();
        child.kill();
        child.kill();

        assertThat(child.exit()).isCompletedWithValue(3);
    }

    @Test
    void saysWhichChildCannotBeStarted() {
        ChildCommand command = new ChildCommand(
                "worker-1", List.of("true"), Map.of(), directory.resolve("missing"), directory.resolve("x.out"));

        assertThatThrownBy(() -> Launcher.system().start(command))
                .isInstanceOf(ProcessException.class)
                .hasMessageStartingWith("cannot start worker-1: ")
                .hasMessageContaining("missing");
    }

    private ChildProcess shell(String script) {
        ChildProcess child = Launcher.system()
                .start(new ChildCommand(
                        "shell", List.of("/bin/sh", "-c", script), Map.of("COLOUR", "blue"), directory, output()));
        started.add(child);
        return child;
    }

    private Path output() {
        return directory.resolve("shell.out");
    }

    private long numberInOutput() {
        return Long.parseLong(
                await().until(this::content, text -> text.endsWith("\n")).strip());
    }

    private String content() throws IOException {
        return Files.exists(output()) ? Files.readString(output()) : "";
    }

    private static void awaitEnd(long pid) {
        await().until(() -> LiveProcesses.ofSystem().find(pid).isEmpty());
    }
}
