package org.rflow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rflow.store.FlowStore;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The command from outside, in a directory that is not the project. */
final class CommandLineIT extends RflowCase {
    private static final Path CONF = Path.of("..", "conf").toAbsolutePath().normalize();
    private static final Duration SOON = Duration.ofSeconds(60);

    @Test
    void loadsNoDatabaseNoZeroMqAndNoLoggingToExplainItself() throws Exception {
        for (String words : List.of("--version", "--help", "run --help")) {
            var outcome = run("-Xlog:class+load:file=classes.txt", words.split(" "));

            assertThat(outcome.exitCode()).as(outcome.toString()).isZero();
            assertThat(Files.readString(directory.resolve("classes.txt")))
                    .contains("picocli.CommandLine")
                    .doesNotContain(
                            "org.h2.",
                            "org.jdbi.",
                            "org.zeromq.",
                            "org.apache.avro.",
                            "org.apache.logging.log4j.core.",
                            "org.apache.commons.",
                            "tools.jackson.",
                            "org.rflow.store.",
                            "org.rflow.manager.",
                            "org.rflow.worker.");
        }
    }

    @Test
    void tellsThatNothingIsThereAndNothingRuns() throws Exception {
        var missing = rflow.run("status", "-d", "db");
        var loaded = rflow.run("load", "-d", "db", "-c", steady());
        var again = rflow.run("load", "-d", "db", "-c", steady());
        var status = rflow.run("status", "-d", "db");
        var stop = rflow.run("stop", "-d", "db");

        assertThat(missing.exitCode()).isEqualTo(1);
        assertThat(missing.out()).startsWith("FATAL").contains("run 'rflow load -c <config file> -d ");
        assertThat(loaded.exitCode()).as(loaded.toString()).isZero();
        assertThat(loaded.out()).contains("Successfully initialized database '" + real("db") + "'");
        assertThat(again.exitCode()).isEqualTo(1);
        assertThat(again.out()).contains("Config database '" + real("db") + "' exists");
        assertThat(status.exitCode()).isEqualTo(3);
        assertThat(status.out()).startsWith("ERROR").contains("steady process not found in " + real("run/steady.pid"));
        assertThat(stop.exitCode()).isEqualTo(3);
        assertThat(stop.out()).startsWith("WARN");
        assertThat(List.of(missing, loaded, again, status, stop))
                .allSatisfy(outcome -> assertThat(outcome.err()).isEmpty());
    }

    @Test
    void startsWatchesAndStopsAService() throws Exception {
        assertDone("load", steady(), "-d", "db");

        assertDone("start", "-d", "db");
        var second = rflow.run("start", "-d", "db");
        JsonNode status = JsonMapper.builder().build().readTree(assertDone("status", "-d", "db", "--json"));
        var text = assertDone("status", "-d", "db");
        var level = assertDone("log-level", "writing-1", "DEBUG", "-d", "db");
        var reopened = assertDone("reopen", "-d", "db");
        var threads = assertDone("threads", "writing-2", "-d", "db");
        var unknown = rflow.run("threads", "reading-1", "-d", "db");
        var logs = assertDone("logs", "writing-1", "-d", "db");
        var running = rflow.processes();
        assertDone("stop", "-d", "db");

        assertThat(second.exitCode()).isEqualTo(1);
        assertThat(second.out()).contains("steady already running, process ");
        assertThat(status.get("state").asString()).isEqualTo("RUNNING");
        assertThat(status.get("workers").size()).isEqualTo(3);
        assertThat(text).contains("steady running, process " + status.get("pid").asLong() + " found in", "writing-2");
        assertThat(level).contains("writing-1");
        assertThat(reopened).contains("manager", "writing-1", "writing-2");
        assertThat(threads).startsWith("== writing-2\n").contains("    at ");
        assertThat(unknown.exitCode()).isEqualTo(1);
        assertThat(unknown.err()).contains("there is no worker 'reading-1'; there are: manager, DEFAULT-1");
        assertThat(logs).contains("Changing log level from INFO to DEBUG").doesNotContain("writing-2 ");
        // the manager and three hosts
        assertThat(running).hasSize(4);
        assertThat(rflow.processes()).isEmpty();
        assertThat(directory.resolve("run/steady.pid")).doesNotExist();
        assertThat(Files.readAllLines(directory.resolve("numbers.txt"))).contains("0", "1", "2");
    }

    @Test
    void stopsAtOnceWhenAskedTo() throws Exception {
        assertDone("load", steady(), "-d", "db");
        assertDone("start", "-d", "db");

        assertDone("stop", "--now", "-d", "db");

        assertThat(rflow.processes()).isEmpty();
    }

    @Test
    void saysWhyAStartFailed() throws Exception {
        Files.createDirectory(directory.resolve("numbers.txt"));
        assertDone("load", steady(), "-d", "db");

        var outcome = rflow.run("start", "-d", "db");

        assertThat(outcome.exitCode()).as(outcome.toString()).isEqualTo(1);
        assertThat(outcome.err()).isEqualTo("*** Master failed to start; see log file for details\n");
        assertThat(outcome.out()).contains("ERROR", "writing-");
        assertThat(rflow.processes()).isEmpty();
    }

    @Test
    void runsForATimeAndAgainInTheSameDirectory() throws Exception {
        var first = assertDone("run", steady(), "--for", "1s", "--dir", "work");
        var second = assertDone("run", steady(), "--for", "1s", "--dir", "work", "--set", "rflow.log_level=WARN");

        assertThat(first).contains("steady is running", "steady: done after", "files written: numbers.txt");
        assertThat(second).contains("application directory: " + real("work"), "log: " + real("work/log/steady.log"));
        try (FlowStore store = FlowStore.open(directory.resolve("work/rflow").toString())) {
            assertThat(store.requireFlow().revision()).isEqualTo(2);
            assertThat(store.setting("rflow.log_level")).contains("WARN");
        }
    }

    @Test
    void drainsWhenItIsAskedToEnd() throws Exception {
        var running = rflow.start("run", steady(), "--dir", "work");
        await().atMost(SOON).until(() -> running.said().contains("steady is running"));

        running.process().destroy();
        var outcome = running.await(SOON);

        assertThat(outcome.exitCode()).as(outcome.toString()).isZero();
        assertThat(outcome.out()).contains("steady is draining", "steady: done after");
        assertThat(rflow.processes()).isEmpty();
    }

    @Test
    void namesEveryProblemOfAFlowThatIsNotValid() throws Exception {
        Files.writeString(directory.resolve("wrong.yaml"), """
                flow: wrong
                settings: { rflow.log_levle: INFO }
                components:
                  a: { type: generate_intergers }
                connections:
                  - a#out => b#in
                """);

        var outcome = rflow.run("run", "wrong.yaml");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err())
                .contains("wrong.yaml:2:", "rflow.log_level", "wrong.yaml:4:", "generate_integers", "wrong.yaml:6:")
                .doesNotContain("\tat ");
        assertThat(directory.resolve("rflow-work")).doesNotExist();
    }

    private static String steady() {
        return CONF.resolve("steady.yaml").toString();
    }

    /** What a command printed that did what it was asked to. */
    private String assertDone(String... words) throws Exception {
        var outcome = rflow.run(words);
        assertThat(outcome.exitCode()).as(() -> outcome + logs()).isZero();
        return outcome.out();
    }

    private String logs() {
        try {
            return rflow.logs();
        } catch (IOException e) {
            return "no logs: " + e;
        }
    }

    private RflowProcess.Outcome run(String javaOptions, String... words) throws Exception {
        return rflow.run(Map.of("RFLOW_JAVA_OPTS", javaOptions), words);
    }

    /** As the command sees it: the directory of a process has no links in its path. */
    private Path real(String name) throws IOException {
        return directory.toRealPath().resolve(name);
    }
}
