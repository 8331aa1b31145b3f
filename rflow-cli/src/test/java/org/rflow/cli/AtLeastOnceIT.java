package org.rflow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * Flows that promise at-least-once while their workers are killed. The properties {@code test.rows}, {@code test.rate}, {@code test.kills},
 * {@code test.managers}, {@code test.pause} and {@code test.standstill} (milliseconds) and {@code test.seed} make it longer.
 */
final class AtLeastOnceIT extends RflowCase {
    private static final Duration SOON = Duration.ofSeconds(90);
    private static final int KEYS = 100;
    private static final long ROWS = Long.getLong("test.rows", 100_000);
    private static final long RATE = Long.getLong("test.rate", 20_000);
    private static final int KILLS = Integer.getInteger("test.kills", 3);
    private static final int MANAGERS = Integer.getInteger("test.managers", 2);
    private static final long PAUSE = Long.getLong("test.pause", 1000);
    private static final long STANDSTILL = Long.getLong("test.standstill", 3000);
    private static final long SEED = Long.getLong("test.seed", 7);

    private static final CountedRows COUNTED = new CountedRows(ROWS, RATE, KEYS);
    private static final String COUNTING = COUNTED.flow();

    private final Random random = new Random(SEED);
    private Path extension;

    @BeforeEach
    void buildExtension() throws Exception {
        extension = extension();
    }

    @Test
    void countsEveryRowOnceThoughWorkersAreKilledAtRandom() throws Exception {
        RflowProcess.Running running = start(COUNTING);
        List<String> killed = new ArrayList<>();

        while (killed.size() < KILLS && !running.process().waitFor(PAUSE, TimeUnit.MILLISECONDS)) {
            killRandomWorker(killed);
        }

        assertCounted(running);
        System.out.println(ROWS + " rows, seed " + SEED + ", killed " + killed + ": " + ledger());
        assertThat(killed).hasSizeGreaterThanOrEqualTo(KILLS / 2);
    }

    /** Workers die before each manager, often shortly before, and now and then one has nobody to bring it back. */
    @Test
    void countsEveryRowOnceThoughManagersAndWorkersAreKilled() throws Exception {
        RflowProcess.Running running = start(COUNTING);
        List<String> killed = new ArrayList<>();

        for (int manager = 1; manager <= MANAGERS; manager++) {
            for (int i = 0; i < Math.max(1, KILLS / MANAGERS); i++) {
                assertThat(running.process().waitFor(PAUSE, TimeUnit.MILLISECONDS))
                        .isFalse();
                killRandomWorker(killed);
            }
            assertThat(running.process().waitFor(random.nextLong(PAUSE), TimeUnit.MILLISECONDS))
                    .isFalse();
            Optional<JsonNode> orphan = manager % 2 == 0 ? randomWorker() : Optional.empty();
            running.process().destroyForcibly().waitFor();
            killed.add("manager");
            orphan.ifPresent(victim -> kill(victim, killed));
            running = run();
            awaitTakeover(running, manager);
        }

        assertCounted(running);
        System.out.println(ROWS + " rows, seed " + SEED + ", killed " + killed + ": " + ledger());
    }

    /** For fewer beacons than are missed it is killed, else it goes on. */
    @ParameterizedTest
    @ValueSource(ints = {10, 1000})
    void countsEveryRowOnceThoughAWorkerStandsStill(int misses) throws Exception {
        RflowProcess.Running running = start(COUNTING.replace("beacon_misses: 15", "beacon_misses: " + misses));

        JsonNode victim = randomWorker().orElseThrow();
        signal("STOP", victim);
        assertThat(running.process().waitFor(STANDSTILL, TimeUnit.MILLISECONDS)).isFalse();
        if (ProcessHandle.of(victim.get("pid").asLong()).isPresent()) {
            signal("CONT", victim);
        }

        assertCounted(running);
    }

    @Test
    void givesEveryWorkerOfABroadcastEveryRowOnceThoughSomeAreKilled() throws Exception {
        RflowProcess.Running running = start(COUNTING.replace("delivery: keyed, by: key", "delivery: broadcast"));

        for (String name : List.of("counting-1", "parsing-2")) {
            assertThat(running.process().waitFor(PAUSE, TimeUnit.MILLISECONDS)).isFalse();
            signal("KILL", worker(name));
        }

        assertCounted(running, 2 * KEYS);
    }

    @Test
    void goesOnWhereItWasAfterAStop() throws Exception {
        RflowProcess.Running first = start(COUNTING);
        RflowProcess.signal("TERM", first.process().pid());
        RflowProcess.Outcome stopped = first.await(SOON);
        assertThat(stopped.exitCode()).as("%s%n%s", stopped, rflow.logs()).isZero();
        long counted = sumOfLatest();

        RflowProcess.Running second = run();

        assertThat(counted).isBetween(1L, ROWS - 1);
        assertCountedAtLast(second);
        assertThat(rflow.logs()).contains("goes on where it was stopped");
        assertThat(directory.resolve("run/counting/state")).isEmptyDirectory();
    }

    @Test
    void goesOnWhereItWasAfterEverythingHasDied() throws Exception {
        RflowProcess.Running first = start(COUNTING);
        awaitFirst(first, "acknowledged");
        first.process().destroyForcibly().waitFor();
        rflow.processes().forEach(ProcessHandle::destroyForcibly);
        assertNothingIsLeft();

        RflowProcess.Running second = run();

        assertCountedAtLast(second);
        assertThat(rflow.logs()).contains("goes on where it was stopped");
    }

    @Test
    void goesOnOnlyIfTheFlowIsTheSame() throws Exception {
        RflowProcess.Running first = start(COUNTING);
        awaitFirst(first, "acknowledged");
        RflowProcess.signal("TERM", first.process().pid());
        assertThat(first.await(SOON).exitCode()).isZero();
        write(COUNTING.replace("counting: { workers: 2", "counting: { workers: 3"));

        RflowProcess.Outcome refused = run().await(SOON);
        RflowProcess.Running fresh = run("--fresh");

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("it has now worker counting-3").contains("--fresh");
        assertCountedAtLast(fresh);
    }

    @Test
    void aCycleWithAConnectionThatPromisesNothingDoesNotWaitForItself() throws Exception {
        write("""
                flow: cycle
                guarantee: at-least-once
                shards:
                  server: { components: { server: { type: loop, options: { count: 20000 } } } }
                  responder: { workers: 2, components: { respond: { type: pass } } }
                  sink: { components: { total: { type: file_out, options: { path: total } } } }
                connections:
                  - { from: server#request, to: respond#in, options: { window_records: 100, unsafe_bytes: 20000 } }
                  - { from: respond#out, to: server#response, guarantee: best-effort, options: { window_records: 100 } }
                  - server#total => total#in
                """);

        assertEnded(run());

        assertThat(rflow.lines("total")).containsExactly("20000");
    }

    private void assertCounted(RflowProcess.Running running) throws Exception {
        assertCounted(running, KEYS);
    }

    private void assertCounted(RflowProcess.Running running, int lines) throws Exception {
        assertEnded(running);
        assertThat(CountedRows.totals(directory)).isEqualTo(COUNTED.expected());
        assertThat(rflow.lines("written")).hasSize(lines);
    }

    private void assertEnded(RflowProcess.Running running) throws Exception {
        CountedRows.letOut(directory);
        RflowProcess.Outcome outcome = running.await(SOON.plusMillis(2000 * ROWS / RATE));
        assertThat(outcome.exitCode()).as("%s%n%s", outcome, rflow.logs()).isZero();
        assertNothingIsLeft();
    }

    /** What was counted when it was stopped stands before it. */
    private void assertCountedAtLast(RflowProcess.Running running) throws Exception {
        assertEnded(running);
        Map<String, NavigableSet<Long>> latest = CountedRows.totals(directory);
        latest.values().forEach(counts -> counts.headSet(counts.last()).clear());
        assertThat(latest).isEqualTo(COUNTED.expected());
    }

    private long sumOfLatest() throws Exception {
        return CountedRows.totals(directory).values().stream()
                .mapToLong(NavigableSet::last)
                .sum();
    }

    private RflowProcess.Running start(String flow) throws Exception {
        write(flow);
        RflowProcess.Running running = run();
        awaitFirst(running, "sent");
        return running;
    }

    /** Waits until the first connection counts any. */
    private void awaitFirst(RflowProcess.Running running, String count) throws Exception {
        await().atMost(SOON).until(() -> {
            JsonNode connections = view.status().path("connections");
            boolean any =
                    !connections.isEmpty() && connections.get(0).path(count).asLong(0) > 0;
            return any || !running.process().isAlive();
        });
        assertThat(running.process().isAlive())
                .as("%s%n%s", running.said(), rflow.logs())
                .isTrue();
    }

    private void awaitTakeover(RflowProcess.Running running, int number) throws Exception {
        await().atMost(SOON).until(() -> !running.process().isAlive() || isTakenOver(number));
        assertThat(running.process().isAlive())
                .as("%s%n%s", running.said(), rflow.logs())
                .isTrue();
    }

    private boolean isTakenOver(int number) throws IOException {
        return takeovers() == number && view.status().path("state").asString("").equals("RUNNING");
    }

    private long takeovers() throws IOException {
        return rflow.lines("log/counting.log").stream()
                .filter(line -> line.contains("taking over flow counting"))
                .count();
    }

    private void write(String flow) throws Exception {
        Files.writeString(directory.resolve("flow.yaml"), flow);
    }

    private RflowProcess.Running run(String... more) throws Exception {
        List<String> arguments =
                new ArrayList<>(List.of("run", "flow.yaml", "--dir", directory.toString(), "-e", extension.toString()));
        arguments.addAll(List.of(more));
        return rflow.start(arguments.toArray(new String[0]));
    }

    /** What the log says at the end of each connection that lost an end. */
    private String ledger() throws Exception {
        return rflow.lines("log/counting.log").stream()
                .filter(line -> line.contains("sent again"))
                .map(line -> line.substring(line.indexOf("connection ")))
                .collect(Collectors.joining("; "));
    }

    /** One of those that run just now, each as likely as any other. */
    private Optional<JsonNode> randomWorker() {
        List<JsonNode> alive = new ArrayList<>();
        for (JsonNode worker : view.status().path("workers")) {
            if (worker.path("pid").asLong(0) > 0
                    && worker.path("state").asString("").equals("RUNNING")) {
                alive.add(worker);
            }
        }
        return alive.isEmpty() ? Optional.empty() : Optional.of(alive.get(random.nextInt(alive.size())));
    }

    private void killRandomWorker(List<String> killed) {
        randomWorker().ifPresent(victim -> kill(victim, killed));
    }

    private static void kill(JsonNode worker, List<String> killed) {
        signal("KILL", worker);
        killed.add(worker.get("name").asString());
    }

    private JsonNode worker(String name) {
        for (JsonNode worker : view.status().path("workers")) {
            if (worker.path("name").asString("").equals(name)) {
                return worker;
            }
        }
        throw new IllegalStateException("there is no worker " + name);
    }

    private static void signal(String signal, JsonNode worker) {
        try {
            RflowProcess.signal(signal, worker.get("pid").asLong());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
