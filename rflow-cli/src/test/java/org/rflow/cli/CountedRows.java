package org.rflow.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A flow that promises at-least-once and whose result tells of each row that is lost or counted twice: {@code count} rows at most
 * {@code rate} a second, of {@code keys} keys, parsed by two workers and counted for each key by two others.
 */
record CountedRows(long count, long rate, int keys) {
    private static final String FLOW = """
            flow: counting
            guarantee: at-least-once
            settings: { rflow.beacon_interval: 200ms, rflow.beacon_misses: 15, rflow.max_restarts: 1000,
              rflow.restart_backoff_max: 500ms }
            shards:
              source: { components: { rows: { type: rows, options: { count: ROWS, keys: KEYS, rate: RATE, gate: go } } } }
              parsing: { workers: 2, components: { parse: { type: csv_parse, options: { columns: [key, number] } } } }
              counting: { workers: 2, components: { count: { type: count, options: { by: key } } } }
              sink: { components: { write: { type: file_out, options: { path: written, exact: true } } } }
            connections:
              - rows#out => parse#in
              - { from: parse#out, to: count#in, delivery: keyed, by: key }
              - count#out => write#in
            """;

    String flow() {
        return FLOW.replace("ROWS", Long.toString(count))
                .replace("KEYS", Integer.toString(keys))
                .replace("RATE", Long.toString(rate));
    }

    /** The last tenth of the rows comes only now. */
    static void letOut(Path directory) throws IOException {
        Path gate = directory.resolve("go");
        if (!Files.exists(gate)) {
            Files.createFile(gate);
        }
    }

    /** All different counts that were written for each key. */
    static Map<String, NavigableSet<Long>> totals(Path directory) throws IOException {
        JsonMapper mapper = JsonMapper.builder().build();
        Map<String, NavigableSet<Long>> totals = new TreeMap<>();
        for (String line : Files.readAllLines(directory.resolve("written"))) {
            JsonNode row = mapper.readTree(line);
            totals.computeIfAbsent(row.get("key").asString(), key -> new TreeSet<>())
                    .add(Long.valueOf(row.get("count").asString()));
        }
        return totals;
    }

    /** What they are when every row was counted once. */
    Map<String, NavigableSet<Long>> expected() {
        Map<String, NavigableSet<Long>> totals = new TreeMap<>();
        for (int key = 0; key < keys; key++) {
            totals.put(Integer.toString(key), new TreeSet<>(List.of(count / keys)));
        }
        return totals;
    }
}
