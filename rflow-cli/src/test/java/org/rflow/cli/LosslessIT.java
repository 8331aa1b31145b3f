package org.rflow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Full queues, slow peers and loops: everything arrives, in order, and nothing locks up. */
final class LosslessIT extends RflowCase {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration TWO_BEACONS = Duration.ofMillis(500);
    private static final Duration STANDING = Duration.ofSeconds(3);
    /** How many messages a sender may be ahead of its receiver; of small ones, less than that wait in a batch for room. */
    private static final int WINDOW = 16384;

    @Test
    void deliversAMillionInOrderPastASinkThatStandsStillWhileNothingPilesUp() throws Exception {
        RflowProcess.Running running = runFlowWithExtension("""
                flow: million
                settings: { rflow.beacon_interval: 200ms, rflow.beacon_misses: 50 }
                shards:
                  source: { workers: 1, components: { generate: { type: generate_integers, options: { start: 1, finish: 1000000 } } } }
                  middle: { workers: 1, components: { pass: { type: pass } } }
                  sink: { workers: 1, components: { check: { type: order_check, options: { path: seen, until: go } } } }
                connections:
                  - generate#out => pass#in
                  - pass#out => check#in
                """);
        await().atMost(SOON).until(() -> Files.exists(directory.resolve("run/million.bus")));
        List<Standstill> since = new ArrayList<>();
        Standstill end = await().atMost(SOON)
                .pollInterval(TWO_BEACONS)
                .during(STANDING)
                .until(this::standstill, next -> next.sent() > 0 && goesOn(since, next));
        Files.createFile(directory.resolve("go"));
        assertEndsWell(running);

        System.out.println("while the sink stood still: " + since.get(0) + ", then " + end);
        assertThat(end.inFlight()).isPositive().isLessThan(2 * 2 * WINDOW);
        assertThat(end.sourceHeap() - since.get(0).sourceHeap()).isLessThan(4_000_000);
        assertThat(seen(1)).isEqualTo("1000000 1000000 0");
    }

    /** What has left the source, what is under way behind it, and the bytes that live in its heap. */
    private record Standstill(long sent, long inFlight, long sourceHeap) {}

    private static boolean goesOn(List<Standstill> since, Standstill next) {
        if (!since.isEmpty() && since.get(0).sent() != next.sent()) {
            since.clear();
        }
        since.add(next);
        return since.size() > 1;
    }

    private Standstill standstill() throws Exception {
        TestingShell.Outcome outcome = new TestingShell(directory).call("status", "--json", "-d", "rflow");
        assertThat(outcome.exitCode()).as("%s", outcome).isZero();
        JsonNode status = JsonMapper.builder().build().readTree(outcome.out());
        JsonNode first = status.get("connections").get(0);
        JsonNode second = status.get("connections").get(1);
        return new Standstill(
                first.get("sent").asLong(),
                first.get("inFlight").asLong() + second.get("inFlight").asLong(),
                status.get("state").asString().equals("RUNNING")
                        ? LiveHeap.bytes(status.get("workers").get(0).get("pid").asLong())
                        : 0);
    }

    @Test
    void deliversAMillionToEachOfThreeSubscribersPastASlowStart() throws Exception {
        run("""
                flow: subscribers
                shards:
                  source: { workers: 1, components: { generate: { type: generate_integers, options: { start: 1, finish: 1000000 } } } }
                  sink: { workers: 3, components: { check: { type: order_check, options: { path: seen, stall: 2s } } } }
                connections:
                  - { from: generate#out, to: check#in, delivery: broadcast }
                """);

        assertThat(List.of(seen(1), seen(2), seen(3))).containsOnly("1000000 1000000 0");
    }

    @Test
    void passesThroughAWorkerTwiceWithoutLockingUp() throws Exception {
        run("""
                flow: there_and_back
                shards:
                  ends:
                    workers: 1
                    components:
                      generate: { type: generate_integers, options: { start: 1, finish: 300000 } }
                      check: { type: order_check, options: { path: seen, stall: 1s } }
                  middle: { workers: 1, components: { pass: { type: pass } } }
                connections:
                  - { from: generate#out, to: pass#in, options: { window_records: 100 } }
                  - { from: pass#out, to: check#in, options: { window_records: 100 } }
                """);

        assertThat(seen(1)).isEqualTo("300000 300000 0");
    }

    @Test
    void answersEveryRequestOfALoopInTheGraph() throws Exception {
        run("""
                flow: request_response
                shards:
                  server: { workers: 1, components: { server: { type: loop, options: { count: 20000 } } } }
                  responder: { workers: 2, components: { respond: { type: pass } } }
                  sink: { workers: 1, components: { total: { type: file_out, options: { path: total } } } }
                connections:
                  - { from: server#request, to: respond#in, options: { window_records: 100 } }
                  - { from: respond#out, to: server#response, options: { window_records: 100 } }
                  - server#total => total#in
                """);

        assertThat(Files.readAllLines(directory.resolve("total"))).containsExactly("20000");
    }

    @Test
    void aCycleThatMoreComesIntoThanItHoldsDoesNotWaitForItself() throws Exception {
        run("""
                flow: whirl
                shards:
                  source: { components: { generate: { type: generate_integers, options: { start: 1, finish: 20000 } } } }
                  head: { components: { head: { type: echo } } }
                  tail: { components: { tail: { type: pass } } }
                  sink: { components: { check: { type: order_check, options: { path: seen } } } }
                connections:
                  - generate#out => head#in
                  - { from: head#out, to: tail#in, options: { window_records: 100 } }
                  - { from: tail#out, to: head#back, options: { window_records: 100 } }
                  - tail#out => check#in
                """);

        assertThat(seen(1)).isEqualTo("20000 20000 0");
    }

    private void run(String flow) throws Exception {
        assertEndsWell(runFlowWithExtension(flow));
    }

    private String seen(int worker) throws Exception {
        return Files.readString(directory.resolve("seen-" + worker)).strip();
    }
}
