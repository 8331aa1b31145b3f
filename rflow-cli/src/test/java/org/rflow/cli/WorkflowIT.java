package org.rflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The workflows of the first RFlow's own test suite, with the contents it expected. */
final class WorkflowIT {
    static final List<String> OUT1 = repeat(3, numbers(0, 10, 3));
    static final List<String> OUT2 = repeat(2, numbers(20, 30, 1));
    static final List<String> OUT3 = numbers(100, 105, 1);

    @TempDir
    private Path directory;

    @Test
    void runsANonShardedWorkflow() throws Exception {
        write("""
                flow: plain
                components:
                  generate1: { type: generate_integers, options: { start: 20, finish: 30 } }
                  generate2: { type: generate_integers, options: { start: 20, finish: 30 } }
                  output: { type: file_out, options: { path: out } }
                  output2: { type: file_out, options: { path: out2 } }
                  output_even: { type: file_out, options: { path: out_even } }
                  output_odd: { type: file_out, options: { path: out_odd } }
                  output_even_odd: { type: file_out, options: { path: out_even_odd } }
                  output_even_odd2: { type: file_out, options: { path: out_even_odd2 } }
                connections:
                  - generate1#out => output#in
                  - generate2#out => output2#in
                  - generate1#even_odd_out[even] => output_even#in
                  - generate1#even_odd_out[odd] => output_odd#in
                  - generate1#even_odd_out => output_even_odd#in
                  - generate2#even_odd_out => output_even_odd2#in
                """);

        assertRuns();

        List<String> all = numbers(20, 30, 1);
        assertThat(content("out")).isEqualTo(all);
        assertThat(content("out2")).isEqualTo(all);
        assertThat(content("out_even")).isEqualTo(numbers(20, 30, 2));
        assertThat(content("out_odd")).isEqualTo(numbers(21, 30, 2));
        assertThat(content("out_even_odd")).isEqualTo(all);
        assertThat(content("out_even_odd2")).isEqualTo(all);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void runsAShardedWorkflow(boolean brokers) throws Exception {
        write(sharded(brokers, 10));

        assertRuns();

        assertShardedContents();
    }

    /** Shards of 1, 3, 2 and 2 workers with two many-to-many connections. */
    static String sharded(boolean brokers, int finish) {
        String many = brokers ? ", broker: true }" : " }";
        return """
                flow: sharded
                components:
                  generate3: { type: generate_integers, options: { start: 100, finish: 105 } }
                  output3: { type: file_out, options: { path: out3 } }
                  output_all: { type: file_out, options: { path: out_all } }
                shards:
                  s1:
                    workers: 3
                    components:
                      generate1: { type: generate_integers, options: { start: 0, finish: FINISH, step: 3 } }
                  s2:
                    workers: 2
                    components:
                      generate2: { type: generate_integers, options: { start: 20, finish: 30 } }
                  s3:
                    workers: 2
                    components:
                      output1: { type: file_out, options: { path: out1 } }
                      output2: { type: file_out, options: { path: out2 } }
                connections:
                  - { from: generate1#out, to: output1#in MANY
                  - { from: generate2#out, to: output2#in MANY
                  - generate3#out => output3#in
                  - generate1#out => output_all#in
                  - generate2#out => output_all#in
                  - generate3#out => output_all#in
                """.replace(" MANY", many).replace("FINISH", Integer.toString(finish));
    }

    private void assertShardedContents() throws IOException {
        assertThat(sorted("out1")).isEqualTo(sorted(OUT1));
        assertThat(sorted("out2")).isEqualTo(sorted(OUT2));
        assertThat(sorted("out3")).isEqualTo(sorted(OUT3));
        assertThat(sorted("out_all"))
                .isEqualTo(
                        sorted(Stream.of(OUT1, OUT2, OUT3).flatMap(List::stream).toList()));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void deliversBroadcastMessagesToEveryCopyOfAShard(boolean brokers) throws Exception {
        String broker = brokers ? ", broker: true }" : " }";
        write("""
                flow: broadcasting
                components:
                  generate1: { type: generate_integers, options: { start: 0, finish: 10, step: 3 } }
                shards:
                  s1:
                    workers: 2
                    components:
                      generate2: { type: generate_integers, options: { start: 1, finish: 10, step: 3 } }
                  s2:
                    workers: 3
                    components:
                      broadcast_output: { type: file_out, options: { path: out_broadcast } }
                      roundrobin_output: { type: file_out, options: { path: out_round_robin } }
                connections:
                  - { from: generate1#out, to: broadcast_output#in, delivery: broadcast }
                  - { from: generate2#out, to: broadcast_output#in, delivery: broadcast BROKER
                  - generate1#out => roundrobin_output#in
                  - { from: generate2#out, to: roundrobin_output#in, delivery: round-robin BROKER
                """.replace(" BROKER", broker));

        assertRuns();

        List<String> first = numbers(0, 10, 3);
        List<String> second = numbers(1, 10, 3);
        assertThat(sorted("out_broadcast"))
                .isEqualTo(sorted(Stream.of(repeat(3, first), repeat(6, second))
                        .flatMap(List::stream)
                        .toList()));
        assertThat(sorted("out_round_robin"))
                .isEqualTo(sorted(Stream.of(first, repeat(2, second))
                        .flatMap(List::stream)
                        .toList()));
    }

    private void write(String flow) throws IOException {
        Files.writeString(directory.resolve("flow.yaml"), flow);
    }

    private void assertRuns() throws Exception {
        RflowProcess rflow = new RflowProcess(directory);

        RflowProcess.Outcome outcome = rflow.run("run", "flow.yaml", "--dir", directory.toString());

        assertThat(outcome.exitCode()).as(() -> outcome + logs(rflow)).isZero();
        assertThat(rflow.processes()).isEmpty();
    }

    private static String logs(RflowProcess rflow) {
        try {
            return rflow.logs();
        } catch (IOException e) {
            return "no logs: " + e;
        }
    }

    private List<String> content(String file) throws IOException {
        return Files.readAllLines(directory.resolve(file));
    }

    private List<String> sorted(String file) throws IOException {
        return sorted(content(file));
    }

    static List<String> sorted(List<String> lines) {
        return lines.stream().sorted().toList();
    }

    static List<String> numbers(int start, int finish, int step) {
        return IntStream.iterate(start, n -> n <= finish, n -> n + step)
                .mapToObj(Integer::toString)
                .toList();
    }

    static List<String> repeat(int times, List<String> items) {
        return Collections.nCopies(times, items).stream().flatMap(List::stream).toList();
    }
}
