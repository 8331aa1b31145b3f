package org.rflow.deadletters;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;

/** Reads a worker's file of dead letters, also while the worker appends to it. What was not written whole ends it. */
public final class LetterReader {
    private final Path file;

    public LetterReader(Path file) {
        this.file = file;
    }

    /** Gives out every letter in its order, and whether it has been replayed. No file is no letter. */
    public void read(BiConsumer<DeadLetter, Boolean> taker) {
        if (!Files.exists(file)) {
            return;
        }
        Set<Long> replayed = replayed();
        scan(record -> {
            if (LetterCodec.isLetter(record)) {
                DeadLetter letter = LetterCodec.read(record);
                taker.accept(letter, replayed.contains(letter.number()));
            }
        });
    }

    private Set<Long> replayed() {
        Set<Long> numbers = new HashSet<>();
        scan(record -> {
            if (!LetterCodec.isLetter(record)) {
                numbers.addAll(LetterCodec.numbers(record));
            }
        });
        return numbers;
    }

    /** Returns where the last whole block ends. */
    long scan(Consumer<GenericRecord> taker) {
        try (DataFileReader<GenericRecord> reader = open()) {
            Optional<GenericRecord> next = next(reader);
            while (next.isPresent()) {
                taker.accept(next.get());
                next = next(reader);
            }
            return reader.previousSync();
        } catch (IOException | AvroRuntimeException e) {
            throw unreadable(e);
        }
    }

    /** The largest number that was given when the file was begun. */
    long lastNumber() {
        try (DataFileReader<GenericRecord> reader = open()) {
            return reader.getMetaLong(LetterCodec.LAST_NUMBER);
        } catch (IOException | AvroRuntimeException | NumberFormatException e) {
            throw unreadable(e);
        }
    }

    private DataFileReader<GenericRecord> open() throws IOException {
        return new DataFileReader<>(file.toFile(), new GenericDatumReader<>(LetterCodec.SCHEMA));
    }

    private DeadLettersException unreadable(Exception cause) {
        return new DeadLettersException(
                "the dead letters in '" + file + "' cannot be read: " + cause.getMessage()
                        + "; move the file away to go on without them",
                cause);
    }

    /** What died while it wrote leaves a block that is cut off. */
    private static Optional<GenericRecord> next(DataFileReader<GenericRecord> reader) {
        try {
            return reader.hasNext() ? Optional.of(reader.next()) : Optional.empty();
        } catch (AvroRuntimeException cutOff) {
            return Optional.empty();
        }
    }
}
