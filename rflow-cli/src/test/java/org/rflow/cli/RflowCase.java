package org.rflow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What tests of the shipped command share: a directory of their own, the command in it, and that nothing of it runs on afterwards. */
abstract class RflowCase {
    private static final Duration END = Duration.ofMinutes(2);

    @TempDir
    Path directory;

    RflowProcess rflow;
    FlowView view;

    @BeforeEach
    void makeCommand() {
        rflow = new RflowProcess(directory);
        view = new FlowView(directory);
    }

    @AfterEach
    void leaveNothingBehind() {
        rflow.processes().forEach(ProcessHandle::destroyForcibly);
    }

    /** The jar of test components, made anew. */
    Path extension() throws Exception {
        return ExtensionJar.build(directory);
    }

    /** Begins {@code rflow run} of a flow file with that text. */
    RflowProcess.Running runFlow(String text) throws Exception {
        Files.writeString(directory.resolve("flow.yaml"), text);
        return rflow.start("run", "flow.yaml", "--dir", directory.toString());
    }

    /** The same with the test components at hand. */
    RflowProcess.Running runFlowWithExtension(String text) throws Exception {
        Path extension = extension();
        Files.writeString(directory.resolve("flow.yaml"), text);
        return rflow.start("run", "flow.yaml", "--dir", directory.toString(), "-e", extension.toString());
    }

    /** Calls the command in this process. */
    TestingShell.Outcome call(String... words) {
        return new TestingShell(directory).call(words);
    }

    void assertStopsWell(RflowProcess.Running running) throws Exception {
        RflowProcess.signal("TERM", running.process().pid());
        assertEndsWell(running);
    }

    void assertEndsWell(RflowProcess.Running running) throws Exception {
        RflowProcess.Outcome outcome = running.await(END);
        assertThat(outcome.exitCode()).as("%s%n%s", outcome, rflow.logs()).isZero();
        assertNothingIsLeft();
    }

    void assertNothingIsLeft() {
        await().atMost(END).until(() -> rflow.processes().isEmpty());
    }
}
