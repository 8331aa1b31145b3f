package org.rflow.worker;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;
import org.rflow.bus.LetterCount;
import org.rflow.deadletters.DeadLetter;
import org.rflow.deadletters.DeadLettersException;
import org.rflow.deadletters.DeadLettersFullException;
import org.rflow.deadletters.LetterFile;
import org.rflow.model.Setting;
import org.rflow.model.SizeText;
import org.rflow.model.WorkerPlan;

/**
 * The dead letters of a worker. The file is made with the first of them. What cannot be kept ends the worker at the end of the
 * turn, before anything is acknowledged; or it is dropped and counted, when the file is full and the user wants it so. Used
 * only by the loop thread.
 */
final class Letters implements AutoCloseable {
    private static final Logger LOG = LogManager.getLogger(Letters.class);
    private static final long LOGGED_EVERY = 1000;

    private final Path file;
    private final long maxBytes;
    private final boolean dropWhenFull;
    private @Nullable LetterFile open;
    private @Nullable DeadLettersException trouble;
    private long dropped;
    private long made;

    Letters(Path runDirectory, WorkerPlan plan) {
        file = file(runDirectory, plan.name());
        maxBytes = SizeText.parse(Setting.DEAD_LETTERS_SIZE.in(plan.settings()));
        dropWhenFull = Setting.DEAD_LETTERS_FULL.in(plan.settings()).strip().equalsIgnoreCase("drop");
        if (Files.exists(file)) {
            open = LetterFile.open(file, maxBytes);
        }
    }

    static Path file(Path runDirectory, String worker) {
        return runDirectory.resolve("dead-letters").resolve(worker + ".avro");
    }

    Path file() {
        return file;
    }

    private LetterFile opened() {
        LetterFile letters = open;
        if (letters == null) {
            letters = LetterFile.open(file, maxBytes);
            open = letters;
        }
        return letters;
    }

    /** The letter with its number; empty when it could not be kept. */
    Optional<DeadLetter> add(DeadLetter letter) {
        made++;
        if (trouble != null) {
            return Optional.empty();
        }
        try {
            return Optional.of(opened().append(letter));
        } catch (DeadLettersFullException full) {
            if (dropWhenFull) {
                drop(full);
            } else {
                trouble = full;
            }
        } catch (DeadLettersException failure) {
            trouble = failure;
        }
        return Optional.empty();
    }

    private void drop(DeadLettersFullException full) {
        dropped++;
        if (dropped == 1 || dropped % LOGGED_EVERY == 0) {
            LOG.error("{}; {} dropped so far", full.getMessage(), dropped);
        }
    }

    /** Ends the worker when a letter could not be kept. */
    void check() {
        if (trouble != null) {
            throw new WorkerException(String.valueOf(trouble.getMessage()), trouble);
        }
    }

    /** Letters that were to be kept. */
    long made() {
        return made;
    }

    void sync() {
        if (open != null) {
            open.sync();
        }
    }

    void replayed(Collection<Long> numbers, Instant time) {
        opened().replayed(numbers, time);
    }

    int purge(Set<Long> numbers) {
        return opened().purge(letter -> numbers.contains(letter.number()));
    }

    /** How many wait, for each component. */
    List<LetterCount> waiting() {
        Map<String, Long> counts = open == null ? Map.of() : open.waiting();
        return counts.entrySet().stream()
                .map(each -> new LetterCount(each.getKey(), each.getValue()))
                .toList();
    }

    @Override
    public void close() {
        if (dropped > 0) {
            LOG.error("{} dead letters were dropped: '{}' is full", dropped, file);
        }
        if (open != null) {
            open.close();
            open = null;
        }
    }
}
