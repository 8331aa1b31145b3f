package org.rflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Full queues, slow peers and loops: everything arrives, in order, and nothing locks up. */
final class LosslessIT {
    @TempDir
    private Path directory;

    private Path extension;

    @BeforeEach
    void buildExtension() throws Exception {
        extension = ExtensionJar.build(directory);
    }

    @Test
    void deliversAMillionInOrderThroughThreeProcessesPastASlowStart() throws Exception {
        run("""
                flow: million
                shards:
                  source: { workers: 1, components: { generate: { type: generate_integers, options: { start: 1, finish: 1000000 } } } }
                  middle: { workers: 1, components: { pass: { type: pass } } }
                  sink: { workers: 1, components: { check: { type: order_check, options: { path: seen, stall: 3s } } } }
                connections:
                  - generate#out => pass#in
                  - pass#out => check#in
                """);

        assertThat(seen(1)).isEqualTo("1000000 1000000 0");
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

    private void run(String flow) throws Exception {
        Files.writeString(directory.resolve("flow.yaml"), flow);
        RflowProcess rflow = new RflowProcess(directory);

        RflowProcess.Outcome outcome =
                rflow.run("run", "flow.yaml", "--dir", directory.toString(), "-e", extension.toString());

        assertThat(outcome.exitCode()).as("%s", outcome).isZero();
        assertThat(rflow.processes()).isEmpty();
    }

    private String seen(int worker) throws Exception {
        return Files.readString(directory.resolve("seen-" + worker)).strip();
    }
}
