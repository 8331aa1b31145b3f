package org.rflow.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.rflow.bus.LetterCount;
import org.rflow.deadletters.DeadLetter;
import org.rflow.deadletters.LetterReader;
import org.rflow.plan.WorkerPlans;

/** The dead letters of a flow, running or not: one file a worker. */
final class LetterBox {
    private static final String ENDING = ".avro";

    private final Path directory;

    LetterBox(Application application) {
        directory = application
                .runDirectory()
                .resolve(WorkerPlans.fileName(application.name()))
                .resolve("dead-letters");
    }

    /** Gives out every letter, worker by worker in the order of their names, and whether it has been replayed. */
    void read(BiConsumer<DeadLetter, Boolean> taker) {
        files().forEach(file -> new LetterReader(file).read(taker));
    }

    Path file(String worker) {
        return directory.resolve(worker + ENDING);
    }

    private List<Path> files() {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(ENDING))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + directory, e);
        }
    }

    /** How many letters wait, one item a component. */
    List<LetterCount> waiting() {
        Map<String, Long> counts = new TreeMap<>();
        read((letter, replayed) -> {
            if (!replayed) {
                counts.merge(letter.component(), 1L, Long::sum);
            }
        });
        return counts.entrySet().stream()
                .map(each -> new LetterCount(each.getKey(), each.getValue()))
                .toList();
    }
}
