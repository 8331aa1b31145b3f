package org.rflow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Managers that die, and flows that do not. */
final class AdoptionIT extends RflowCase {
    private static final Duration SOON = Duration.ofMinutes(2);
    private static final String FLOW = """
            flow: orphaned
            settings: { rflow.beacon_interval: 200ms, rflow.grace_period: GRACE }
            components:
              numbers: { type: generate_integers, options: { start: 1, finish: MANY } }
            shards:
              middle: { components: { brake: { type: brake } } }
              sink: { components: { check: { type: order_check, options: { path: seen } } } }
            connections:
              - numbers#out => brake#in
              - brake#out => check#in
            """;

    private String extension;

    @BeforeEach
    void buildExtension() throws Exception {
        extension = extension().toString();
    }

    @Test
    void aMillionMessagesArriveInOrderWhileFiveManagersDie() throws Exception {
        load(1_000_000, "60s");
        start();
        Map<String, Long> workers = workers();

        for (int i = 0; i < 5; i++) {
            killManager();
            assertThat(command("status").exitCode()).isEqualTo(3);
            start();
            assertThat(workers()).isEqualTo(workers);
            assertThat(status().get("state").asString()).isEqualTo("RUNNING");
        }
        long received = status().get("connections").get(1).get("received").asLong();

        assertThat(received).isBetween(1L, 999_999L);
        assertNothingIsLeft();
        assertThat(rflow.lines("seen-1")).as(rflow.logs()).containsExactly("1000000 1000000 0");
        assertThat(Files.readString(directory.resolve("log/orphaned.log")))
                .contains("flow orphaned: STOPPING -> STOPPED")
                .doesNotContain("ERROR");
        assertNoFilesAreLeft();
    }

    @Test
    void anAdoptedWorkerThatDiesComesBack() throws Exception {
        load(10_000_000, "60s");
        start();
        killManager();
        start();

        RflowProcess.signal("KILL", worker("middle-1").get("pid").asLong());
        await().atMost(SOON).until(() -> {
            JsonNode middle = worker("middle-1");
            return middle.get("restarts").asInt() == 1
                    && middle.get("state").asString().equals("RUNNING");
        });

        assertThat(worker("middle-1").get("lastExit").asString()).contains("only the manager that started it");
        assertFlowGoesOn();
        assertThat(command("stop").exitCode()).isZero();
        assertThat(rflow.processes()).isEmpty();
        assertNoFilesAreLeft();
    }

    @Test
    void aWorkerThatDiesWithoutAManagerComesBackWithTheNextOne() throws Exception {
        load(10_000_000, "60s");
        start();
        long middle = worker("middle-1").get("pid").asLong();
        killManager();

        RflowProcess.signal("KILL", middle);
        start();
        await().atMost(SOON)
                .until(() -> worker("middle-1").get("state").asString().equals("RUNNING"));

        assertThat(worker("middle-1").get("pid").asLong()).isNotEqualTo(middle);
        assertFlowGoesOn();
        assertThat(command("stop").exitCode()).isZero();
        assertThat(rflow.processes()).isEmpty();
    }

    @Test
    void aSecondManagerIsRefusedAndTheFirstIsNamed() throws Exception {
        load(10_000_000, "60s");
        start();
        String pid = Files.readString(directory.resolve("run/orphaned.pid")).strip();

        RflowProcess.Outcome second = command("start", "-e", extension);

        assertThat(second.exitCode()).as("%s", second).isEqualTo(1);
        assertThat(second.out() + second.err()).contains("orphaned already running, process " + pid);
        assertThat(command("stop").exitCode()).isZero();
    }

    @Test
    void withoutAManagerTheFlowStopsInOrderAfterTheGracePeriodAndStartsAnew() throws Exception {
        load(10_000_000, "2s");
        start();

        killManager();
        assertNothingIsLeft();

        String[] seen = rflow.lines("seen-1").get(0).split(" ");
        assertThat(seen[0]).isEqualTo(seen[1]);
        assertThat(seen[2]).isEqualTo("0");
        start();
        assertFlowGoesOn();
        assertThat(command("stop").exitCode()).isZero();
        assertNoFilesAreLeft();
    }

    private void load(int many, String grace) throws Exception {
        String flow = FLOW.replace("MANY", Integer.toString(many)).replace("GRACE", grace);
        Files.writeString(directory.resolve("flow.yaml"), flow);
        RflowProcess.Outcome loaded = command("load", "-c", "flow.yaml", "-e", extension);
        assertThat(loaded.exitCode()).as("%s", loaded).isZero();
    }

    private void start() throws Exception {
        RflowProcess.Outcome started = command("start", "-e", extension);
        assertThat(started.exitCode()).as("%s%n%s", started, rflow.logs()).isZero();
    }

    private RflowProcess.Outcome command(String command, String... more) throws Exception {
        List<String> words = new ArrayList<>(List.of(command, "-d", "config"));
        words.addAll(List.of(more));
        return rflow.run(words.toArray(String[]::new));
    }

    private void killManager() throws Exception {
        long pid = Long.parseLong(
                Files.readString(directory.resolve("run/orphaned.pid")).strip());
        RflowProcess.signal("KILL", pid);
        await().atMost(SOON)
                .until(() -> RflowProcess.commandLine(ProcessHandle.of(pid).orElse(ProcessHandle.current()))
                                .isEmpty()
                        || ProcessHandle.of(pid).isEmpty());
    }

    private JsonNode status() {
        TestingShell.Outcome status = new TestingShell(directory).call("status", "--json", "-d", "config");
        assertThat(status.exitCode()).as("%s", status).isZero();
        return JsonMapper.builder().build().readTree(status.out());
    }

    private JsonNode worker(String name) {
        return StreamSupport.stream(status().get("workers").spliterator(), false)
                .filter(worker -> worker.get("name").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private Map<String, Long> workers() {
        Map<String, Long> pids = new TreeMap<>();
        status().get("workers")
                .forEach(worker -> pids.put(
                        worker.get("name").asString(), worker.get("pid").asLong()));
        return pids;
    }

    private void assertFlowGoesOn() {
        long before = received();
        await().atMost(SOON).until(() -> received() > before);
    }

    private long received() {
        return status().get("connections").get(1).get("received").asLong();
    }

    private void assertNoFilesAreLeft() throws Exception {
        try (var files = Files.list(directory.resolve("run"))) {
            assertThat(files.filter(Files::isRegularFile)).isEmpty();
        }
    }
}
