package org.rflow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rflow.cli.Footprints.Kind;
import tools.jackson.databind.JsonNode;

/**
 * A flow that runs for long at half of its speed, while one of its workers is killed every ten seconds. Only the Maven profile
 * {@code soak} runs it. {@code test.soak.minutes} says how long, {@code test.soak.rate} how many rows a second (0 measures the full speed
 * first), {@code test.soak.pause} how many milliseconds are between kills, {@code test.soak.seed} who is killed.
 */
final class SoakIT extends RflowCase {
    private static final Duration SOON = Duration.ofMinutes(2);
    private static final Duration TIME = Duration.ofMinutes(Long.getLong("test.soak.minutes", 30));
    private static final long RATE = Long.getLong("test.soak.rate", 0);
    private static final long PAUSE = Long.getLong("test.soak.pause", 10_000);
    private static final long SEED = Long.getLong("test.soak.seed", 7);
    private static final int KEYS = 100;
    private static final Duration MEASURED = Duration.ofSeconds(10);

    private final Random random = new Random(SEED);
    private final Footprints footprints = new Footprints();
    private Path extension;

    @BeforeEach
    void buildExtension() throws Exception {
        extension = extension();
    }

    @Test
    void losesNothingAndGrowsNowhereWhileWorkersAreKilled() throws Exception {
        long rate = RATE > 0 ? RATE : fullSpeed() / 2;
        // the last tenth comes when the time is over
        long enough = rate * TIME.toSeconds() * 10 / 9;
        CountedRows rows = new CountedRows(enough - enough % KEYS, rate, KEYS);
        Path work = Files.createDirectory(directory.resolve("soak"));
        RflowProcess.Running running = start(work, rows);

        List<String> killed = soak(work, running);
        CountedRows.letOut(work);
        RflowProcess.Outcome outcome = running.await(SOON.plus(TIME));

        System.out.println(rows + ", seed " + SEED + ", killed " + killed.size() + ": " + killed + "\n" + footprints);
        assertThat(outcome.exitCode()).as("%s%n%s", outcome, rflow.logs()).isZero();
        assertThat(CountedRows.totals(work)).isEqualTo(rows.expected());
        assertThat(killed).hasSizeGreaterThan((int) (TIME.toMillis() / PAUSE / 2));
        assertThat(footprints.grown()).isEmpty();
        assertThat(footprints.count("manager", Kind.HEAP_BYTES)).isGreaterThanOrEqualTo(Footprints.FEWEST);
        assertNothingIsLeft();
    }

    /** Looks at all in the middle between two kills, when they have had time to recover. */
    private List<String> soak(Path work, RflowProcess.Running running) throws Exception {
        List<String> killed = new ArrayList<>();
        long began = System.nanoTime();
        for (long millis = PAUSE; millis <= TIME.toMillis(); millis += PAUSE) {
            assertStillRuns(running, millis - PAUSE / 2 - sinceMillis(began));
            look("manager", running.process().pid());
            for (JsonNode worker : workers(work)) {
                look(worker.get("name").asString(), worker.get("pid").asLong());
            }
            assertStillRuns(running, millis - sinceMillis(began));
            List<JsonNode> workers = workers(work);
            if (!workers.isEmpty()) {
                JsonNode victim = workers.get(random.nextInt(workers.size()));
                RflowProcess.signal("KILL", victim.get("pid").asLong());
                killed.add(victim.get("name").asString());
            }
        }
        return killed;
    }

    private static long sinceMillis(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
    }

    private void look(String name, long pid) throws IOException, InterruptedException {
        footprints.look(name, pid);
        footprints.add(name, pid, Kind.HEAP_BYTES, LiveHeap.bytes(pid));
    }

    /** How many rows a second are counted when the source has no limit. */
    private long fullSpeed() throws Exception {
        Path work = Files.createDirectory(directory.resolve("speed"));
        RflowProcess.Running running = start(work, new CountedRows(1_000_000_000, 1_000_000_000, KEYS));
        assertStillRuns(running, MEASURED.toMillis());
        long before = counted(work);
        long began = System.nanoTime();
        assertStillRuns(running, MEASURED.toMillis());
        long rows = counted(work) - before;
        long speed = Math.round(rows * 1e9 / (System.nanoTime() - began));
        running.process().destroyForcibly().waitFor();
        rflow.processes().forEach(ProcessHandle::destroyForcibly);
        assertNothingIsLeft();
        System.out.println("full speed: " + speed + " rows/s");
        return speed;
    }

    private static long counted(Path work) {
        return new FlowView(work)
                .status()
                .path("connections")
                .path(1)
                .path("received")
                .asLong(0);
    }

    private RflowProcess.Running start(Path work, CountedRows rows) throws Exception {
        Path flow = Files.writeString(work.resolve("flow.yaml"), rows.flow());
        RflowProcess.Running running =
                rflow.start("run", flow.toString(), "--dir", work.toString(), "-e", extension.toString());
        await().atMost(SOON).until(() -> counted(work) > 0 || !running.process().isAlive());
        assertStillRuns(running, 0);
        return running;
    }

    private void assertStillRuns(RflowProcess.Running running, long millis) throws Exception {
        boolean ended = running.process().waitFor(millis, TimeUnit.MILLISECONDS);
        assertThat(ended).as(() -> running.said() + logs()).isFalse();
    }

    private String logs() {
        try {
            return rflow.logs();
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static List<JsonNode> workers(Path work) {
        List<JsonNode> workers = new ArrayList<>();
        for (JsonNode worker : new FlowView(work).status().path("workers")) {
            if (worker.path("state").asString("").equals("RUNNING")) {
                workers.add(worker);
            }
        }
        return workers;
    }
}
