package org.rflow.deadletters;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.file.SeekableFileInput;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;

/**
 * The dead letters of one worker on the disk: an Avro file, each letter a block of its own. A letter is in the file when
 * {@link #append} returns, so it outlives the process; it outlives the machine after {@link #sync}. What was cut off by a
 * death is cut off when the file is opened again. Only one process has it open. Not thread safe.
 */
public final class LetterFile implements AutoCloseable {
    private final Path file;
    private final long maxBytes;
    private final LockFile lock;
    private final Map<Long, String> waiting = new TreeMap<>();
    private FileChannel channel;
    private DataFileWriter<GenericRecord> writer;
    private long last;
    private boolean dirty;

    private LetterFile(Path file, long maxBytes, LockFile lock) throws IOException {
        this.file = file;
        this.maxBytes = maxBytes;
        this.lock = lock;
        if (Files.exists(file)) {
            LetterReader reader = new LetterReader(file);
            last = reader.lastNumber();
            long whole = reader.scan(this::known);
            channel = FileChannel.open(file, StandardOpenOption.WRITE);
            channel.truncate(whole).position(whole);
            writer = unopened();
            try (SeekableFileInput in = new SeekableFileInput(file.toFile())) {
                writer.appendTo(in, Channels.newOutputStream(channel));
            }
        } else {
            channel = FileChannel.open(beside(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            writer = unopened();
            begin();
            replace();
        }
    }

    /** Opens the file, or begins it; at most {@code maxBytes} will be in it. */
    public static LetterFile open(Path file, long maxBytes) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            LockFile lock = LockFile.of(file);
            try {
                return new LetterFile(file, maxBytes, lock);
            } catch (IOException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (IOException e) {
            throw new DeadLettersException("the dead letters in '" + file + "' cannot be opened: " + e, e);
        }
    }

    private static DataFileWriter<GenericRecord> unopened() {
        return new DataFileWriter<GenericRecord>(new GenericDatumWriter<>(LetterCodec.SCHEMA))
                .setCodec(CodecFactory.nullCodec());
    }

    private void begin() throws IOException {
        channel.truncate(0).position(0);
        writer.setMeta(LetterCodec.LAST_NUMBER, last);
        writer.create(LetterCodec.SCHEMA, Channels.newOutputStream(channel));
        writer.flush();
    }

    private void known(GenericRecord record) {
        if (LetterCodec.isLetter(record)) {
            last = Math.max(last, LetterCodec.number(record));
            waiting.put(LetterCodec.number(record), record.get("component").toString());
        } else {
            LetterCodec.numbers(record).forEach(waiting::remove);
        }
    }

    /**
     * Writes the letter and gives it its number. When there is no room for it, even without those that were replayed, a
     * {@link DeadLettersFullException} says what to do.
     */
    public DeadLetter append(DeadLetter letter) {
        DeadLetter numbered = letter.numbered(last + 1);
        try {
            if (!hasRoom(numbered)) {
                rewrite(record -> LetterCodec.isLetter(record) && waiting.containsKey(LetterCodec.number(record)));
            }
            if (!hasRoom(numbered)) {
                throw new DeadLettersFullException("the dead letters of worker " + letter.worker() + " are full ("
                        + waiting.size() + " in '" + file + "', which may have " + maxBytes
                        + " bytes): see them with 'rflow dead-letters list', then replay or purge them, or set"
                        + " rflow.dead_letters_size");
            }
            write(LetterCodec.write(numbered));
        } catch (IOException e) {
            throw unwritable(e);
        }
        last++;
        waiting.put(last, letter.component());
        return numbered;
    }

    private boolean hasRoom(DeadLetter letter) throws IOException {
        long size = (long) letter.bytes().remaining()
                + letter.stack().length()
                + letter.cause().length();
        return channel.position() + size <= maxBytes;
    }

    private DeadLettersException unwritable(IOException cause) {
        return new DeadLettersException("the dead letters in '" + file + "' cannot be written: " + cause, cause);
    }

    private void write(GenericRecord record) throws IOException {
        dirty = true;
        writer.append(record);
        writer.flush();
    }

    /** Notes that these letters have been given to their components again. */
    public void replayed(Collection<Long> numbers, Instant time) {
        try {
            write(LetterCodec.replayed(time, numbers));
        } catch (IOException e) {
            throw unwritable(e);
        }
        numbers.forEach(waiting::remove);
    }

    /** Removes the letters that the predicate names; returns how many it removed. */
    public int purge(Predicate<DeadLetter> unwanted) {
        Set<Long> removed = new HashSet<>();
        try {
            rewrite(record -> {
                if (!LetterCodec.isLetter(record) || !unwanted.test(LetterCodec.read(record))) {
                    return true;
                }
                removed.add(LetterCodec.number(record));
                return false;
            });
        } catch (IOException e) {
            throw unwritable(e);
        }
        waiting.keySet().removeAll(removed);
        return removed.size();
    }

    /** Writes what is kept to a file beside this one, which then takes its place. */
    private void rewrite(Predicate<GenericRecord> kept) throws IOException {
        FileChannel before = channel;
        DataFileWriter<GenericRecord> writerBefore = writer;
        channel = FileChannel.open(beside(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        writer = unopened();
        try {
            begin();
            new LetterReader(file).scan(record -> {
                if (kept.test(record)) {
                    copy(record);
                }
            });
            replace();
        } catch (IOException | RuntimeException e) {
            channel.close();
            channel = before;
            writer = writerBefore;
            if (e instanceof UncheckedIOException wrapped) {
                throw wrapped.getCause();
            }
            throw e;
        }
        before.close();
    }

    private void copy(GenericRecord record) {
        try {
            writer.append(record);
            writer.sync();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void replace() throws IOException {
        writer.flush();
        channel.force(true);
        Files.move(beside(), file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        dirty = false;
    }

    private Path beside() {
        return file.resolveSibling(file.getFileName() + ".new");
    }

    /** Brings to the disk what was written. */
    public void sync() {
        if (!dirty) {
            return;
        }
        try {
            channel.force(false);
            dirty = false;
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    /** How many letters wait for each component. */
    public Map<String, Long> waiting() {
        Map<String, Long> counts = new TreeMap<>();
        waiting.values().forEach(component -> counts.merge(component, 1L, Long::sum));
        return counts;
    }

    @Override
    public void close() {
        sync();
        try {
            channel.close();
            lock.close();
        } catch (IOException e) {
            throw unwritable(e);
        }
    }
}
