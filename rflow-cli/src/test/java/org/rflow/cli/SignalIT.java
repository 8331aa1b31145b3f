package org.rflow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A flow in the background, its signals, and the commands that do the same. */
final class SignalIT extends RflowCase {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String TO_DEBUG = "Changing log level from INFO to DEBUG";
    private static final String TO_INFO = "Changing log level from DEBUG to INFO";
    private static final String FLOW = """
            flow: ticking
            settings: { rflow.stop_timeout: 5s }
            shards:
              source: { workers: 1, components: { tick: { type: clock, options: { tick_interval: 50ms } } } }
              sink: { workers: 1, components: { swallow: { type: drop } } }
            connections:
              - tick#tick_port => swallow#in
            """;

    private Path log;

    @BeforeEach
    void startWhereIntIsIgnored() throws Exception {
        log = directory.resolve("log/ticking.log");
        Files.writeString(directory.resolve("flow.yaml"), FLOW);
        command("load", "flow.yaml");
        RflowProcess.Outcome started = rflow.runDeafToInt("start", "-d", "db");
        assertThat(started.exitCode()).as("%s%s", started, rflow.logs()).isZero();
    }

    @Test
    void reopensAndTogglesEveryLogAndStopsWhereIntIsIgnored() throws Exception {
        Path first = renameLog("first");
        signal("USR1");
        awaitLog("SIGUSR1: log reopened by manager");
        signal("USR2");
        awaitLog("SIGUSR2: log level toggled in manager");
        Path second = renameLog("second");
        command("reopen");
        command("log-level", "toggle");
        command("stop");

        assertThat(speakers(second, TO_DEBUG)).containsExactlyInAnyOrder("manager", "source-1", "sink-1");
        assertThat(speakers(log, TO_INFO)).containsExactlyInAnyOrder("manager", "source-1", "sink-1");
        assertThat(speakers(first, TO_DEBUG)).isEmpty();
        assertThat(speakers(second, TO_INFO)).isEmpty();
        assertThat(speakers(log, "flow ticking shutting down due to a client's request"))
                .containsExactly("manager");
        assertThat(rflow.processes()).isEmpty();
    }

    private Path renameLog(String name) throws IOException {
        return Files.move(log, log.resolveSibling(name));
    }

    private void signal(String name) throws Exception {
        String pid = Files.readString(directory.resolve("run/ticking.pid"));
        RflowProcess.signal(name, Long.parseLong(pid.strip()));
    }

    private void awaitLog(String message) throws Exception {
        await().atMost(SOON)
                .until(() -> Files.exists(log) && Files.readString(log).contains(message));
    }

    /** Who logged that. */
    private static List<String> speakers(Path file, String message) throws IOException {
        Pattern line = Pattern.compile("(?m)^\\w+ +\\[[^]]*] (\\S+) .* - \\Q" + message + "\\E$");
        return line.matcher(Files.readString(file))
                .results()
                .map(result -> result.group(1))
                .toList();
    }

    private void command(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("-d", "db"));
        TestingShell.Outcome outcome = call(all.toArray(String[]::new));
        assertThat(outcome.exitCode()).as("%s", outcome).isZero();
    }
}
