package org.rflow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * How long it takes from the end of a killed worker, as the manager sees it, to the next message of its sibling, and to the first
 * of its replacement. {@code -Drflow.it.times=100} makes figures of it that mean something.
 */
final class RestartTimesIT extends RflowCase {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int EMPTY_STARTS = 10;
    private static final String FLOW = """
            flow: timed
            settings: { rflow.restart_backoff: 1ms, rflow.restart_backoff_max: 1ms, rflow.max_restarts: 100000 }
            components:
              numbers: { type: paced, options: { gate: flow.yaml, total: total } }
            shards:
              middle: { workers: 2, components: { stamp: { type: stamp, options: { path: stamps } } } }
            connections:
              - numbers#out => stamp#in
            """;

    @Test
    void siblingsGoOnAtOnceAndTheReplacementSoon() throws Exception {
        RflowProcess.Running running = runFlowWithExtension(FLOW);
        await().atMost(SOON)
                .until(() -> view.worker("middle-1").path("state").asString("").equals("RUNNING"));
        List<Long> siblings = new ArrayList<>();
        List<Long> replacements = new ArrayList<>();

        for (int i = 0; i < Integer.getInteger("rflow.it.times", 3); i++) {
            String victim = "middle-" + (1 + i % 2);
            long before = view.worker(victim).get("pid").asLong();
            long sibling = view.worker("middle-" + (2 - i % 2)).get("pid").asLong();
            await().atMost(SOON).until(() -> handled(before, 0) && handled(sibling, 0));
            RflowProcess.signal("KILL", before);
            await().atMost(SOON).until(() -> isBack(victim, before));
            long exit = Instant.parse(view.worker(victim).get("lastExitTime").asString())
                    .toEpochMilli();
            await().atMost(SOON).until(() -> handled(sibling, exit));
            siblings.add(firstSince(sibling, exit) - exit);
            replacements.add(firstSince(view.worker(victim).get("pid").asLong(), exit) - exit);
        }
        RflowProcess.signal("TERM", running.process().pid());

        assertThat(running.await(SOON).exitCode()).isZero();
        System.out.println("from the detected exit to the next message of the sibling: " + figures(siblings));
        System.out.println("from the detected exit to the first message of the replacement: " + figures(replacements));
        System.out.println("start and end of an empty VM: " + figures(emptyStarts()));
        assertThat(siblings).allMatch(millis -> millis < 2000);
        assertThat(replacements).allMatch(millis -> millis < 20_000);
    }

    private boolean isBack(String name, long before) throws Exception {
        long pid = view.worker(name).path("pid").asLong(before);
        return pid != before && handled(pid, 0);
    }

    private boolean handled(long pid, long since) throws Exception {
        return firstSince(pid, since) > 0;
    }

    /** 0 for none. */
    private long firstSince(long pid, long since) throws Exception {
        Path file = directory.resolve("stamps-" + pid);
        if (!Files.exists(file)) {
            return 0;
        }
        return Files.readAllLines(file).stream()
                // the last line may be half written
                .filter(line -> line.length()
                        == Long.toString(System.currentTimeMillis()).length())
                .mapToLong(Long::parseLong)
                .filter(millis -> millis >= since)
                .findFirst()
                .orElse(0);
    }

    private List<Long> emptyStarts() throws Exception {
        List<Long> millis = new ArrayList<>();
        for (int i = 0; i < EMPTY_STARTS; i++) {
            long begin = System.nanoTime();
            int code = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:+UseSerialGC",
                            "-cp",
                            Path.of("target", "classes").toAbsolutePath().toString(),
                            "org.rflow.cli.bench.Empty")
                    .inheritIO()
                    .start()
                    .waitFor();
            assertThat(code).isZero();
            millis.add((System.nanoTime() - begin) / 1_000_000);
        }
        return millis;
    }

    private static String figures(List<Long> millis) {
        List<Long> sorted = new ArrayList<>(millis);
        Collections.sort(sorted);
        return "p50 " + sorted.get(sorted.size() / 2) + " ms, p99 "
                + sorted.get(Math.min(sorted.size() - 1, sorted.size() * 99 / 100)) + " ms, most "
                + sorted.get(sorted.size() - 1) + " ms of " + sorted.size();
    }
}
