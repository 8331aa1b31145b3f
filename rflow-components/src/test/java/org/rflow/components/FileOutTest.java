package org.rflow.components;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rflow.component.Arrival;
import org.rflow.component.ComponentRunner;
import org.rflow.message.Message;
import org.rflow.testing.ComponentTester;
import org.rflow.testing.TestingClock;
import org.rflow.testing.TestingContext;

final class FileOutTest {
    private static final int LINES = 5_000;

    @TempDir
    private Path directory;

    @Test
    void writesEachMessageAsALine() {
        ComponentTester.of(FileOut::new)
                .option("path", "results/all.txt")
                .send(1, "zwei", "drei".getBytes(UTF_8))
                .expectFile("results/all.txt", "1\nzwei\ndrei\n");
    }

    @Test
    void appendsToWhatIsThere() {
        ComponentTester.of(FileOut::new)
                .option("path", "all.txt")
                .file("all.txt", "before\n")
                .send("after")
                .expectFile("all.txt", "before\nafter\n");
    }

    @Test
    void truncatesOnceARunAndNotWhenItsWorkerIsReplaced() {
        ComponentTester.of(FileOut::new)
                .option("path", "all.txt")
                .option("truncate", "true")
                .file("all.txt", "before\n")
                .send("a", "b", "c")
                .expectFile("all.txt", "a\nb\nc\n");
    }

    @Test
    void leavesTruncatingToTheFirstWorker() {
        ComponentTester.of(FileOut::new)
                .worker(2, 2)
                .option("path", "all.txt")
                .option("truncate", "true")
                .file("all.txt", "of worker 1\n")
                .send("a")
                .expectFile("all.txt", "of worker 1\na\n");
    }

    @Test
    void cutsOffAfterAKillWhatWillComeAgain() throws Exception {
        Path file = directory.resolve("all.txt");
        Files.writeString(file, "a\n");
        byte[] length = runner("true").snapshot(0);
        Files.writeString(file, "a\nb\n");

        ComponentRunner next = runner("true");
        next.restore(0, length);

        assertThat(file).hasContent("a\n");
        assertThat(next.hasState()).isTrue();
        assertThat(runner("false").hasState()).isFalse();
    }

    private ComponentRunner runner(String exact) throws Exception {
        ComponentRunner runner = new ComponentRunner(new FileOut(), "write", failed -> {
            throw new AssertionError(failed.cause());
        });
        runner.configure(
                Map.of("path", directory.resolve("all.txt").toString(), "exact", exact),
                new TestingContext(directory, new TestingClock(), new TestingContext.Place(1, 1, true)));
        return runner;
    }

    @Test
    void letsOnlyOneWorkerBeExact() {
        ComponentTester.of(FileOut::new)
                .worker(1, 2)
                .option("path", "all.txt")
                .option("exact", "true")
                .expectProblem("let one worker write it");
    }

    @Test
    void makesTheFileEvenWhenNothingArrives() {
        ComponentTester.of(FileOut::new).option("path", "empty.txt").expectFile("empty.txt", "");
    }

    @Test
    void writesLinesLongerThanItsBuffer() {
        String wide = "x".repeat(200_000);

        ComponentTester.of(FileOut::new)
                .option("path", "all.txt")
                .send("a", wide, "b")
                .expectFile("all.txt", "a\n" + wide + "\nb\n");
    }

    @Test
    void saysWhyAFileCannotBeWritten() {
        ComponentTester.of(FileOut::new)
                .option("path", "here/out.txt")
                .file("here", "a file, not a directory")
                .expectProblem("cannot be written");
    }

    @Test
    void keepsTheLinesOfManyWorkersWhole() throws Exception {
        var pool = Executors.newFixedThreadPool(4);
        List<Future<?>> writers = new ArrayList<>();

        for (int worker = 1; worker <= 4; worker++) {
            int index = worker;
            writers.add(pool.submit(() -> write(index)));
        }
        for (Future<?> writer : writers) {
            writer.get();
        }
        pool.shutdown();

        assertWhole(Files.readAllLines(directory.resolve("shared.txt")));
    }

    private static void assertWhole(List<String> lines) {
        assertThat(lines).hasSize(4 * LINES).allMatch(line -> line.matches("([1-4])-\\d+-\\1{50}"));
        assertThat(lines).doesNotHaveDuplicates();
    }

    private @Nullable Void write(int worker) throws Exception {
        FileOut component = new FileOut();
        var runner = new ComponentRunner(component, "out", failed -> {
            throw new AssertionError(failed.cause());
        });
        runner.configure(
                Map.of("path", "shared.txt"),
                new TestingContext(directory, new TestingClock(), new TestingContext.Place(worker, 4, false)));
        for (int i = 0; i < LINES; i++) {
            runner.deliver(
                    new Arrival(component.in, null, "test"),
                    Message.of(worker + "-" + i + "-" + Integer.toString(worker).repeat(50)));
            if (i % 7 == 0) {
                runner.endOfBatch();
            }
        }
        runner.endOfBatch();
        runner.cleanup();
        return null;
    }
}
