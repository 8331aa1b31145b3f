package org.rflow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Dead letters as users see them: while the flow runs, after a kill, and when it is over. */
final class DeadLettersIT extends RflowCase {
    private static final Duration SOON = Duration.ofSeconds(90);

    private static final String FLOW = """
            flow: mail
            guarantee: at-least-once
            settings: { rflow.beacon_interval: 200ms }
            components:
              numbers: { type: generate_integers, options: { start: 1, finish: 30 } }
              ticks: { type: clock, options: { tick_interval: 200ms } }
            shards:
              bad: { components: { bad: { type: bad, retries: 1, backoff: 10ms, options: { habit: third, cure: cure } }, nothing: { type: drop } } }
            connections:
              - numbers#out => bad#in
              - { from: "ticks#tick_port", to: nothing#in, guarantee: best-effort }
            """;

    @Test
    void waitUntilTheyAreReplayedOrPurgedWhateverDiesMeanwhile() throws Exception {
        RflowProcess.Running running = runFlowWithExtension(FLOW);
        await().atMost(SOON).until(() -> view.deadLetters("bad") == 10);

        RflowProcess.signal("KILL", view.worker("bad-1").get("pid").asLong());
        await().atMost(SOON)
                .until(() -> view.worker("bad-1").path("restarts").asInt(0) == 1
                        && view.worker("bad-1").path("state").asString("").equals("RUNNING"));
        TestingShell.Outcome status = call("status", "-d", "rflow");
        String first = firstLetter();
        TestingShell.Outcome again = call("dead-letters", "replay", first, "-d", "rflow");
        await().atMost(SOON).until(() -> letters("--replayed").contains("replayed"));
        long afterFirst = waiting();
        Files.createFile(directory.resolve("cure"));
        TestingShell.Outcome all = call("dead-letters", "replay", "--all", "-d", "rflow");
        await().atMost(SOON).until(() -> view.status().path("deadLetters").isEmpty());
        TestingShell.Outcome none = call("dead-letters", "replay", "--all", "-d", "rflow");
        TestingShell.Outcome purged = call("dead-letters", "purge", first, "-d", "rflow");

        assertThat(status.out()).contains("dead letters").contains("rflow dead-letters list --component bad");
        assertThat(again.out()).as("%s", again).isEqualTo("1 dead letters of bad-1 are being replayed\n");
        assertThat(afterFirst).isGreaterThanOrEqualTo(10);
        assertThat(all.out()).contains(afterFirst + " dead letters of bad-1 are being replayed");
        assertThat(none.out()).isEqualTo("there are no dead letters to replay\n");
        assertThat(purged.out()).isEqualTo("1 dead letters purged\n");
        RflowProcess.signal("TERM", running.process().pid());
        assertThat(running.await(SOON).exitCode()).isZero();
        assertThat(call("dead-letters", "purge", "--replayed", "-d", "rflow").out())
                .matches("\\d\\d dead letters purged\n");
        assertThat(letters("--replayed")).isEqualTo("there are no dead letters\n");
    }

    @Test
    void oneMessageThatKillsItsWorkerDoesSoTwiceOnly() throws Exception {
        RflowProcess.Running running = runFlowWithExtension(FLOW.replace("third", "poison"));

        await().atMost(SOON).until(() -> view.deadLetters("bad") == 1);
        int restarts = view.worker("bad-1").get("restarts").asInt();
        RflowProcess.signal("TERM", running.process().pid());
        RflowProcess.Outcome outcome = running.await(SOON);

        assertThat(outcome.exitCode()).as("%s%n%s", outcome, rflow.logs()).isZero();
        assertThat(restarts).isEqualTo(2);
        assertThat(call("dead-letters", "show", "bad-1/1", "-d", "rflow").out())
                .contains("its worker died 2 times while it had this message in process", "data        3");
    }

    @Test
    void saysWhatIsWrongWithWhatItIsTold() throws Exception {
        RflowProcess.Running running = runFlowWithExtension(FLOW);
        await().atMost(SOON).until(() -> view.deadLetters("bad") == 10);
        assertStopsWell(running);

        assertThat(running.said()).contains("dead letters: bad 10; rflow dead-letters list -d " + directory);

        assertThat(call("dead-letters", "show", "bad-1/99", "-d", "rflow"))
                .isEqualTo(new TestingShell.Outcome(
                        1, "", "rflow: there is no dead letter bad-1/99; 'rflow dead-letters list' prints all\n"));
        assertThat(call("dead-letters", "purge", "-d", "rflow").exitCode()).isEqualTo(2);
        assertThat(call("dead-letters", "replay", "--all", "-d", "rflow").exitCode())
                .isEqualTo(3);
        assertThat(call("dead-letters", "-d", "rflow").exitCode()).isEqualTo(2);
        assertThat(call("dead-letters", "show", "--all", "--json", "-d", "rflow")
                        .out())
                .contains("\"attempts\" : 2", "\"data\" : \"30\"");
        assertThat(waiting()).isEqualTo(10);
    }

    private String letters(String... more) {
        TestingShell.Outcome list = more.length == 0
                ? call("dead-letters", "list", "-d", "rflow")
                : call("dead-letters", "list", "-d", "rflow", more[0]);
        assertThat(list.exitCode()).as("%s", list).isZero();
        return list.out();
    }

    private long waiting() {
        return letters().lines().filter(line -> line.startsWith("bad-1/")).count();
    }

    private String firstLetter() {
        return letters().lines().skip(1).findFirst().orElseThrow().split(" ", 2)[0];
    }
}
