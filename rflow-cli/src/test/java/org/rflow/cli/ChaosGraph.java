package org.rflow.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A flow made up from a seed: rows are read apart, pass stages that lie in a chain, beside each other, in a circle, or apart and together again, in
 * shards of processes or threads, by any delivery, and end in a file, where each has to stand as often as there are ways to it.
 */
final class ChaosGraph {
    private static final int MOST_WORKERS = 4;
    private static final int MOST_COPIES = 8;

    private final Random random;
    private final StringBuilder shards = new StringBuilder();
    private final StringBuilder connections = new StringBuilder();
    private final List<String> words = new ArrayList<>();
    private int copies;
    private int stages;
    private int processes;

    private ChaosGraph(long seed) {
        random = new Random(seed);
    }

    /** The flow file, what it looks like in words, and how often each row has to arrive. */
    record Made(String flow, String words, int copies) {}

    static Made of(long seed, int rows, int rate) {
        return new ChaosGraph(seed).make(seed, rows, rate);
    }

    private Made make(long seed, int rows, int rate) {
        shard(
                "source",
                "processes: 1",
                "rows: { type: rows, options: { count: " + rows + ", keys: 20, rate: " + rate + ", gate: go } }");
        String first = stage("csv_parse, options: { columns: [key, number] }");
        connect("rows#out", first + "#in", "");
        shard("sink", "processes: 1", "write: { type: file_out, options: { path: written, exact: true } }");
        switch (random.nextInt(4)) {
            case 0 -> chain(first);
            case 1 -> fan(first);
            case 2 -> cycle(first);
            default -> diamond(first);
        }
        String flow = """
                flow: chaos-%d
                guarantee: at-least-once
                settings: { rflow.beacon_interval: 200ms, rflow.beacon_misses: 10, rflow.max_restarts: 1000,
                  rflow.restart_backoff_max: 300ms }
                shards:
                %sconnections:
                %s""".formatted(seed, shards, connections);
        return new Made(flow, String.join(" ", words), copies);
    }

    private void chain(String first) {
        words.add("chain");
        int factor = 1;
        String last = first;
        for (int i = random.nextInt(3); i > 0; i--) {
            String next = stage("pass");
            factor *= join(last, next, factor);
            last = next;
        }
        end(last, factor);
    }

    /** Two connections of one port: each branch gets everything. */
    private void fan(String first) {
        words.add("fan");
        for (int branch = 2; branch > 0; branch--) {
            String next = stage("pass");
            end(next, join(first, next, 1));
        }
    }

    /** What comes back promises nothing, so that nobody waits for himself; it is not sent on again. */
    private void cycle(String first) {
        words.add("cycle");
        String head = stage("echo");
        String tail = stage("pass");
        int ways = join(first, head, 1);
        ways *= join(head, tail, ways);
        connections.append(
                "  - { from: %s#out, to: %s#back, guarantee: best-effort, options: { window_records: 100 } }%n"
                        .formatted(tail, head));
        end(tail, ways);
    }

    private void diamond(String first) {
        words.add("diamond");
        String left = stage("pass");
        String right = stage("pass");
        int ways = join(first, left, 1) + join(first, right, 1);
        String last = stage("pass");
        connect(left + "#out", last + "#in", "");
        connect(right + "#out", last + "#in", "");
        end(last, ways);
    }

    private void end(String last, int factor) {
        connect(last + "#out", "write#in", "");
        copies += factor;
    }

    /** Returns how many copies of a message arrive. */
    private int join(String from, String to, int before) {
        int workers = workersOf(to);
        int choice = random.nextInt(3);
        if (choice == 0 && before * workers <= MOST_COPIES) {
            connect(from + "#out", to + "#in", "broadcast");
            return workers;
        }
        connect(from + "#out", to + "#in", choice == 1 ? "keyed, by: key" : "");
        return 1;
    }

    private int workersOf(String stage) {
        return Integer.parseInt(stage.substring(stage.indexOf('_') + 1));
    }

    /** Its name says how many workers there are. */
    private String stage(String type) {
        int workers = 1 + random.nextInt(MOST_WORKERS);
        boolean threads = processes + workers > 2 * MOST_WORKERS || random.nextInt(3) == 0;
        processes += threads ? 1 : workers;
        String name = "stage" + ++stages + "_" + workers;
        shard("shard" + stages, (threads ? "threads: " : "workers: ") + workers, name + ": { type: " + type + " }");
        return name;
    }

    private void shard(String name, String workers, String component) {
        String count = workers.startsWith("processes") ? "" : workers + ", ";
        shards.append("  %s: { %scomponents: { %s } }%n".formatted(name, count, component));
        words.add(name + " " + workers);
    }

    private void connect(String from, String to, String delivery) {
        connections.append(
                delivery.isEmpty()
                        ? "  - %s => %s%n".formatted(from, to)
                        : "  - { from: %s, to: %s, delivery: %s }%n".formatted(from, to, delivery));
        words.add(from + "=>" + to + (delivery.isEmpty() ? "" : " " + delivery));
    }
}
