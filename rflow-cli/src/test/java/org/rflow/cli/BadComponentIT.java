package org.rflow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** One bad component beside healthy siblings: what the user sees of it, and that the rest goes on. */
final class BadComponentIT extends RflowCase {
    private static final Duration SOON = Duration.ofSeconds(90);

    private static final String FLOW = """
            flow: bad
            settings: { rflow.beacon_interval: 200ms, rflow.stuck_after: 2s, rflow.stop_timeout: 20s }
            components:
              numbers: { type: generate_integers, options: { start: 1, finish: 100000000, interval: 2ms } }
            shards:
              good: { components: { write: { type: file_out, options: { path: written } } } }
              bad: { max_restarts: 100, memory: 48m, components: { bad: { type: bad, options: { habit: HABIT, cure: cure } } } }
            connections:
              - numbers#out => write#in
              - { from: numbers#out, to: bad#in, overflow: drop_oldest, options: { window_records: 100 } }
            """;

    @Test
    void oneThatThrowsLeavesDeadLettersAndTheOthersGoOn() throws Exception {
        RflowProcess.Running running = start("third");

        await().atMost(SOON).until(() -> view.deadLetters("bad") > 20);
        assertSiblingGoesOn();
        TestingShell.Outcome list = call("dead-letters", "list", "-d", "rflow");
        TestingShell.Outcome show = call("dead-letters", "show", "bad-1/1", "-d", "rflow");

        assertThat(list.out()).contains("bad-1/1 ").contains("is a third, on purpose");
        assertThat(show.out())
                .contains("component   bad#in")
                .contains("data        3")
                .contains("schema      \"long\"")
                .contains("org.example.Bad.process(Bad.java");
        assertThat(view.worker("bad-1").get("restarts").asInt()).isZero();
        assertStopsWell(running);
        assertThat(rflow.logs())
                .contains("component 'bad' failed on a message of type 'RFlow::Message::Data::Integer'");
    }

    @Test
    void oneThatSpinsIsNamedWithItsStackAndTheOthersGoOn() throws Exception {
        RflowProcess.Running running = start("spin");

        await().atMost(SOON)
                .until(() -> rflow.logs().contains("component 'bad' has not come back from a callback for"));
        assertSiblingGoesOn();

        assertThat(rflow.logs()).contains("org.example.Bad.process");
        assertThat(view.worker("bad-1").get("inside").asString()).isEqualTo("bad");
        RflowProcess.signal("INT", running.process().pid());
        await().atMost(SOON).until(() -> running.said().contains("bad is draining"));
        RflowProcess.signal("INT", running.process().pid());
        assertThat(running.await(SOON).exitCode()).isEqualTo(1);
        assertNothingIsLeft();
    }

    @Test
    void oneThatExitsTheVmIsRestartedAndTheOthersGoOn() throws Exception {
        RflowProcess.Running running = start("exit");

        await().atMost(SOON).until(() -> view.worker("bad-1").path("restarts").asInt(0) > 0);
        assertThat(view.worker("bad-1").get("lastExit").asString()).contains("exit code 42");
        assertSiblingGoesOn();

        cure();
        assertStopsWell(running);
        assertThat(rflow.logs()).contains("bad-1 (process ").contains("ended with exit code 42");
    }

    @Test
    void oneThatLeaksUntilItsVmDiesIsRestartedWithItsStoryAndTheOthersGoOn() throws Exception {
        RflowProcess.Running running = start("leak");

        await().atMost(SOON).until(() -> view.worker("bad-1").path("restarts").asInt(0) > 0);
        await().atMost(SOON)
                .until(() -> view.worker("bad-1").path("lastError").asString("").contains("OutOfMemoryError"));
        assertThat(view.worker("bad-1").get("lastError").asString()).contains("give its shard more with 'memory:'");
        assertSiblingGoesOn();

        cure();
        assertStopsWell(running);
    }

    @Test
    void oneThatClosesItsStandardOutputChangesNothing() throws Exception {
        RflowProcess.Running running = start("stdout");

        await().atMost(SOON)
                .until(() -> view.connection("numbers#out => bad#in")
                                .path("received")
                                .asLong(0)
                        > 500);
        assertSiblingGoesOn();

        assertThat(view.worker("bad-1").get("restarts").asInt()).isZero();
        assertStopsWell(running);
    }

    @Test
    void whatOneHasStartedAndForgottenGoesWithIt() throws Exception {
        RflowProcess.Running running = start("child");

        await().atMost(SOON).until(this::hasChild);
        assertSiblingGoesOn();

        assertStopsWell(running);
    }

    private boolean hasChild() {
        return rflow.processes().stream()
                .map(RflowProcess::commandLine)
                .anyMatch(command -> command.startsWith("tail -f"));
    }

    private RflowProcess.Running start(String habit) throws Exception {
        RflowProcess.Running running = runFlowWithExtension(FLOW.replace("HABIT", habit));
        await().atMost(SOON).until(() -> Files.exists(directory.resolve("written")) && written() > 0);
        return running;
    }

    private void cure() throws IOException {
        Files.createFile(directory.resolve("cure"));
        await().atMost(SOON)
                .until(() -> view.worker("bad-1").path("state").asString("").equals("RUNNING"));
    }

    /** The number source makes 500 a second. */
    private void assertSiblingGoesOn() {
        int before = written();
        await().atMost(SOON).until(() -> written() > before + 500);
        assertThat(view.worker("good-1").get("restarts").asInt()).isZero();
        assertThat(view.connection("numbers#out => write#in").get("dropped").asLong())
                .isZero();
    }

    private int written() {
        try {
            return rflow.lines("written").size();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
