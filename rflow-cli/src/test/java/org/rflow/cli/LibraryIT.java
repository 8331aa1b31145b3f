package org.rflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Components with state where workers die: what is in a result is in it once. */
final class LibraryIT extends RflowCase {
    private static final int KEYS = 5;
    private static final long COUNT = 20_000;

    private static final String FLOW = """
            flow: library
            guarantee: at-least-once
            settings: { rflow.beacon_interval: 200ms, rflow.restart_backoff_max: 500ms }
            shards:
              source:
                components:
                  numbers: { type: generate, options: { value: '{"key": "k" + string(n % KEYS), "number": n}', count: COUNT } }
              gathering:
                components:
                  gather: { type: batch, options: { count: 7 } }
                  bomb: { type: crash, options: { at: 900, how: exit } }
              splitting:
                components:
                  apart: { type: split, options: { by: list } }
              summing:
                workers: 2
                components:
                  second_bomb: { type: crash, options: { at: 5000, how: exit } }
                  sum: { type: aggregate, options: { by: key, values: [ 'n = count()', 'sum = sum(data.number)' ] } }
              writing:
                components:
                  lines: { type: json_format }
                  write: { type: file_out, options: { path: written, exact: true } }
            connections:
              - numbers#out => gather#in
              - gather#out => bomb#in
              - bomb#out => apart#in
              - { from: apart#out, to: second_bomb#in, delivery: keyed, by: key }
              - second_bomb#out => sum#in
              - sum#out => lines#in
              - lines#out => write#in
            """;

    @Test
    void sumsUpEveryNumberOnceThoughWorkersDieThatGatherAndSumUp() throws Exception {
        String flow = FLOW.replace("KEYS", Integer.toString(KEYS)).replace("COUNT", Long.toString(COUNT));
        Files.writeString(directory.resolve("flow.yaml"), flow);

        RflowProcess.Outcome outcome = rflow.run("run", "flow.yaml", "--dir", directory.toString());

        assertThat(outcome.exitCode()).as("%s%n%s", outcome, rflow.logs()).isZero();
        assertThat(rflow.logs()).contains("component 'bomb' goes wrong on purpose", "'second_bomb' goes wrong");
        assertThat(rflow.lines("written")).containsExactlyInAnyOrderElementsOf(expected());
    }

    @Test
    void runsTheExampleOfOrders() throws Exception {
        Path flow = Path.of("..", "conf", "orders.yaml").toAbsolutePath();

        RflowProcess.Outcome outcome = rflow.run("run", flow.toString(), "--dir", directory.toString());

        assertThat(outcome.exitCode()).as("%s%n%s", outcome, rflow.logs()).isZero();
        assertThat(rflow.lines("results/customers.csv"))
                .containsExactly("customer,items,income", customer(0), customer(1), customer(2));
        assertThat(rflow.lines("results/free.jsonl"))
                .hasSize(142)
                .contains("{\"id\":7,\"customer\":\"c1\",\"cents\":0}");
        assertThat(rflow.lines("results/dear.jsonl"))
                .hasSize(143)
                .contains("{\"id\":6,\"customer\":\"c0\",\"cents\":600}");
    }

    private static String customer(int number) {
        long[] ids =
                LongStream.rangeClosed(1, 1000).filter(id -> id % 3 == number).toArray();
        long income = LongStream.of(ids).map(id -> id * 100 % 700 + 250).sum();
        return "c" + number + "," + 2 * ids.length + "," + income;
    }

    private static List<String> expected() {
        return LongStream.range(0, KEYS)
                .mapToObj(key -> "{\"key\":\"k" + key + "\",\"n\":\"" + COUNT / KEYS + "\",\"sum\":\""
                        + LongStream.rangeClosed(1, COUNT)
                                .filter(number -> number % KEYS == key)
                                .sum()
                        + "\"}")
                .toList();
    }
}
