package org.rflow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Components that are programs of their own, here in Python. */
final class ExternalIT extends RflowCase {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int LAST = 4000;

    private static final String FLOW = """
            flow: mixed
            guarantee: at-least-once
            settings: { rflow.beacon_interval: 200ms, rflow.grace_period: 5s, rflow.restart_backoff_max: 500ms }
            components:
              numbers: { type: generate_integers, options: { start: 1, finish: LAST, interval: 2ms } }
              to_json: { type: external, START }
            shards:
              results:
                components:
                  write: { type: file_out, options: { path: written } }
                  count: { type: count }
                  total: { type: file_out, options: { path: total } }
            connections: [ numbers#out => to_json#in, to_json#out => write#in, to_json#out => count#in, count#out => total#in ]
            """.replace("LAST", Integer.toString(LAST));

    private static final String PROGRAM = """
            import sys
            sys.path.insert(0, "SCRIPTS")
            import rflow

            COIN = rflow.Type("Test::Coin", '{"type": "record", "name": "Coin", "fields": [{"name": "cents", "type": "long"}]}')
            sums = {}

            def coins():
                for cents in range(1, 101):
                    coin = rflow.Message(COIN, {"cents": cents}, {"from": "mint"})
                    yield ("out[even]" if cents % 2 == 0 else "out[odd]"), coin

            def add(port, coin):
                assert coin.type.name == "Test::Coin" and coin.properties == {"from": "mint"}
                sums[port] = sums.get(port, 0) + coin.data["cents"]

            def tell():
                yield "out", rflow.Message(rflow.TEXT, f"{sums['even']} of {sums['all']}")

            """;

    private static final String PORTS = """
            flow: ports
            guarantee: at-least-once
            components:
              mint: { type: external, exec: [ PYTHON, mint.py, DIRECTORY ] }
            shards:
              banks: { workers: 2, components: { bank: { type: external, exec: [ PYTHON, bank.py, DIRECTORY ] } } }
              results: { components: { write: { type: file_out, options: { path: written } } } }
            connections:
              - { from: "mint#out[even]", to: bank#even, delivery: broadcast }
              - { from: mint#out, to: bank#all, delivery: broadcast }
              - bank#out => write#in
            """;

    private String python;

    @BeforeEach
    void findPython() {
        python = Python.command();
    }

    /** What comes again is left out by those with state behind the program, as it has the same identity. */
    @Test
    void losesNothingAndCountsNothingTwiceThoughTheProgramInTheMiddleIsKilledTwice() throws Exception {
        RflowProcess.Running running =
                start("exec: [ " + python + ", " + Python.script("to_json.py") + ", " + directory + " ]");

        for (int kills = 1; kills <= 2; kills++) {
            awaitLines(kills * LAST / 4);
            await().atMost(SOON)
                    .until(() -> view.worker("to_json-1").path("pid").isNumber());
            RflowProcess.signal("KILL", view.worker("to_json-1").get("pid").asLong());
        }

        assertNothingWasLostOrCountedTwice(running);
        assertThat(rflow.logs().split("to_json-1: ready", -1)).hasSizeGreaterThan(3);
    }

    @Test
    void aProgramComesByItselfLeavesAndAnotherOneTakesItsPlace() throws Exception {
        RflowProcess.Running running = start("external: true");
        await().atMost(SOON)
                .until(() -> view.status().path("state").asString("").equals("RUNNING"));

        Process first = visit();
        awaitLines(LAST / 4);
        first.destroyForcibly();
        await().atMost(SOON).until(() -> view.worker("to_json-1").path("pid").isNull());
        Process second = visit();

        assertNothingWasLostOrCountedTwice(running);
        assertThat(second.waitFor()).isZero();
    }

    @Test
    void theProgramThatIsAllInOneFileWritesEverythingThoughItIsKilled() throws Exception {
        RflowProcess.Running running = runFlow("""
                flow: archive
                guarantee: at-least-once
                components:
                  numbers: { type: generate_integers, options: { start: 1, finish: LAST, interval: 2ms } }
                  archive: { type: external, exec: [ PYTHON, ARCHIVE, written ] }
                connections: [ numbers#out => archive#in ]
                """.replace("LAST", Integer.toString(LAST))
                .replace("PYTHON", python)
                .replace("ARCHIVE", Python.script("archive.py")));
        awaitLines(LAST / 4);
        RflowProcess.signal("KILL", view.worker("archive-1").get("pid").asLong());

        assertEndsWell(running);
        assertThat(rflow.lines("written").stream().distinct()).containsExactlyInAnyOrderElementsOf(numbers());
        assertThat(Files.readAllLines(Path.of(Python.script("archive.py")))).hasSizeLessThanOrEqualTo(150);
    }

    @Test
    void programsMakeMessagesSendByPortAndKeyAndFinish() throws Exception {
        String program = PROGRAM.replace("SCRIPTS", Python.SCRIPTS.toString());
        Files.writeString(directory.resolve("mint.py"), program + "rflow.run(source=coins)");
        Files.writeString(directory.resolve("bank.py"), program + "rflow.run(add, finish=tell)");

        assertEndsWell(runFlow(PORTS.replace("PYTHON", python).replace("DIRECTORY", directory.toString())));

        assertThat(rflow.lines("written")).containsExactly("2550 of 5050", "2550 of 5050");
    }

    @Test
    void saysWhyAProgramCannotBeStarted() throws Exception {
        RflowProcess.Outcome outcome = start("exec: [ no-such-program, a ]").await(SOON);

        assertThat(outcome.exitCode()).as("%s", outcome).isEqualTo(127);
        assertThat(outcome.err()).contains("to_json-1 (process", "; it said: ", "no-such-program");
    }

    private RflowProcess.Running start(String how) throws Exception {
        Files.writeString(directory.resolve("flow.yaml"), FLOW.replace("START", how));
        return rflow.start("run", "flow.yaml", "--dir", directory.toString());
    }

    private Process visit() throws Exception {
        ProcessBuilder builder = new ProcessBuilder(python, Python.script("to_json.py"), directory.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("visitor.out").toFile()));
        Path run = directory.resolve("run");
        builder.environment()
                .put("RFLOW_SECRET_FILE", run.resolve("mixed.secret").toString());
        builder.environment().put("RFLOW_COMPONENT", "to_json");
        return builder.start();
    }

    private void awaitLines(int count) {
        await().atMost(SOON)
                .until(() -> Files.exists(directory.resolve("written"))
                        && rflow.lines("written").size() >= count);
    }

    private void assertNothingWasLostOrCountedTwice(RflowProcess.Running running) throws Exception {
        RflowProcess.Outcome outcome = running.await(SOON);

        assertThat(outcome.exitCode()).as("%s%n%s", outcome, rflow.logs()).isZero();
        assertThat(rflow.lines("written").stream().distinct()).containsExactlyInAnyOrderElementsOf(numbers());
        assertThat(rflow.lines("total")).containsExactly("{\"count\": \"" + LAST + "\"}");
        await().atMost(SOON).until(() -> rflow.processes().isEmpty());
    }

    private static List<String> numbers() {
        return IntStream.rangeClosed(1, LAST).mapToObj(Integer::toString).toList();
    }
}
