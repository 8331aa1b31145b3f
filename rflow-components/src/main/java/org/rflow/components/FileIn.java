package org.rflow.components;

import static java.util.Objects.requireNonNull;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;
import org.rflow.component.Component;
import org.rflow.component.ComponentContext;
import org.rflow.component.ConfigurationException;
import org.rflow.component.Option;
import org.rflow.component.OutputPort;
import org.rflow.message.Message;

/**
 * Reads a file and sends each of its lines as a text, without the line end ({@code LF} or {@code CRLF}); the last one
 * needs none. With {@code split: csv_records} a quoted line break does not end a record, and empty lines are left out.
 * A name that ends in {@code .gz} is unpacked. Only the first worker of a shard reads. It has to be a regular file: of a pipe nobody could read on after a kill.
 *
 * <pre>{@code
 * components:
 *   read:
 *     type: file_in
 *     options: { path: birdstrikes.csv, split: csv_records, skip: 1 }
 *   archive:
 *     type: file_in
 *     options: { path: archive/orders.avro, split: avro_records }
 *   watch:
 *     type: file_in
 *     options: { path: /var/log/app.log, tail: true, resume: true }
 * }</pre>
 *
 * <p>With {@code split: avro_records} the file is an Avro object container, as {@code file_out} and many other programs write them: each record is a message of the
 * data type that {@code rflow.type} in the container's header names; without that of the schema's full name, or if it is that of a plain text, whole number or map of texts, of that.
 *
 * <p>How far the file has been processed by the whole flow is kept in the run directory. A worker that takes the place of
 * one that died goes on behind that; with {@code resume: true} the next run does so too, and reads what was added since. A file that was
 * rotated meanwhile, which is renamed within its directory, is read to its end and then its successors: those named {@code NAME.1},
 * {@code NAME-20260131} and the like that were written after it, and the one that has the name now. A file that was truncated or written
 * anew is read from its beginning; so is one that has taken the place of another that is gone, with a warning of what cannot be read any more.
 *
 * <p>With {@code tail: true} it waits at the end for more, also in the files that follow after a rotation, until the flow is stopped; what has no line end
 * yet is no record yet.
 */
public final class FileIn extends Component {
    /** What a record is. */
    enum Split {
        LINES,
        CSV_RECORDS,
        AVRO_RECORDS
    }

    private static final int AT_ONCE = 100;
    private static final long BYTES_AT_ONCE = 1 << 20;
    private static final Pattern PACKED = Pattern.compile(".*\\.gz([.-][0-9][0-9._T:-]*)?");

    final OutputPort out = outputPort("out", "a text for each record, or what is in a container");
    private final Option<Path> path = option("path").path().required().help("the file to read");
    private final Option<Split> split = option("split")
            .choice(Split.class)
            .defaultsTo("lines")
            .help("what a message is: a line, a record of comma-separated values, or of an Avro container");
    private final Option<Long> skip =
            option("skip").integer().defaultsTo("0").help("so many records at the beginning are not sent");
    private final Option<String> separator =
            option("separator").text().defaultsTo(",").help("between the fields of csv_records");
    private final Option<String> charset =
            option("charset").text().defaultsTo("UTF-8").help("the file's character set");
    private final Option<Long> maxRecord =
            option("max_record").size().defaultsTo("16MB").help("a longer record stops the flow");
    private final Option<Boolean> tail =
            option("tail").bool().defaultsTo("false").help("wait at the end for more, until the flow is stopped");
    private final Option<Boolean> resume =
            option("resume").bool().defaultsTo("false").help("go on where the last run ended");

    private @Nullable FileRecords reader;
    private @Nullable OpenFile file;
    private @Nullable Checkpoint checkpoint;
    /** So many records at the beginning are still not to be sent. */
    private long toSkip;
    /** How often what is read was not what had been read before. */
    private int series;

    private boolean warned;

    @Override
    protected String help() {
        return "reads the lines or records of a file";
    }

    @Override
    protected boolean hasPositions() {
        return true;
    }

    @Override
    protected void configure(ComponentContext context) throws IOException {
        Charset characters = characters();
        if (separator.get().length() != 1 || separator.get().charAt(0) > 127) {
            throw new ConfigurationException("option 'separator': '" + separator.get() + "' is not one character");
        }
        if (tail.get() && (split.get() == Split.AVRO_RECORDS || isPacked(path.get()))) {
            throw new ConfigurationException(
                    "option 'tail': a container or a packed file is read when it is complete; 'resume' reads what was added");
        }
        if (split.get() == Split.AVRO_RECORDS && isPacked(path.get())) {
            throw new ConfigurationException("option 'split': a packed file is no Avro container; unpack it first");
        }
        if (skip.get() < 0 || maxRecord.get() < 1 || maxRecord.get() > Integer.MAX_VALUE / 2) {
            throw new ConfigurationException("options 'skip' and 'max_record' must be between 0 and 1 GB");
        }
        if (context.workerIndex() > 1) {
            return;
        }
        Checkpoint known = new Checkpoint(context);
        checkpoint = known;
        Optional<FilePosition> position = Optional.empty();
        if (resume.get() || context.isRestarted() || context.lastPosition().isPresent()) {
            position = known.lastPosition().map(FilePosition::parse);
        } else {
            known.forget();
        }
        open(context.resolve(path.get()), characters, position);
    }

    private Charset characters() {
        try {
            Charset found = Charset.forName(charset.get());
            if (List.of("\n", "\"").stream().allMatch(text -> text.getBytes(found).length == 1)) {
                return found;
            }
            throw new ConfigurationException(
                    "option 'charset': a line end must be one byte, which it is not in " + found);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException("option 'charset': '" + charset.get() + "' is unknown; write UTF-8", e);
        }
    }

    private void open(Path name, Charset characters, Optional<FilePosition> position) throws IOException {
        try {
            Optional<Path> place = position.isPresent() ? find(name, position.get()) : Optional.empty();
            series = position.map(FilePosition::series).orElse(0);
            if (place.isPresent()) {
                reader(place.get(), characters).skipTo(position.get().position());
            } else {
                series += position.isPresent() ? 1 : 0;
                begin(name, characters);
            }
        } catch (NoSuchFileException e) {
            throw new ConfigurationException("file '" + name + "' cannot be read: there is no such file", e);
        } catch (IOException e) {
            throw new ConfigurationException("file '" + name + "' cannot be read: " + e, e);
        }
    }

    /** Where to go on; empty when the file that has the name is to be read from its beginning. */
    private Optional<Path> find(Path name, FilePosition position) throws IOException {
        Optional<Path> place = position.find(name);
        Logger log = context().log();
        if (place.isPresent() && !place.get().equals(name)) {
            log.info("file '{}' is called '{}' now, and read to its end first", name, place.get());
        } else if (place.isEmpty() && position.isSame(name)) {
            log.warn(
                    "file '{}' has been truncated or written anew since it had been read to byte {}; it is read from its beginning",
                    name,
                    position.position());
        } else if (place.isEmpty() && position.isCopy(name)) {
            log.warn("file '{}' is another one than before, but begins the same: it is taken for a copy", name);
            return Optional.of(name);
        } else if (place.isEmpty()) {
            log.warn(
                    "file '{}' is another one than that which had been read to byte {}, and that is not beside it under another name:"
                            + " what followed in it is not read, and '{}' is read from its beginning",
                    name,
                    position.position(),
                    name);
        }
        return place;
    }

    private void begin(Path place, Charset characters) throws IOException {
        FileRecords opened = reader(place, characters);
        opened.begin();
        toSkip = skip.get();
    }

    /** Also one that was rotated. */
    static boolean isPacked(Path file) {
        return PACKED.matcher(file.toString()).matches();
    }

    private FileRecords reader(Path place, Charset characters) throws IOException {
        OpenFile opened = OpenFile.open(place, series);
        try {
            FileRecords made = split.get() == Split.AVRO_RECORDS
                    ? new AvroRecords(opened.channel(), bytes -> torn(place, bytes))
                    : texts(opened, isPacked(place), characters);
            file = opened;
            reader = made;
            return made;
        } catch (IOException e) {
            opened.close();
            throw e;
        }
    }

    private FileRecords texts(OpenFile opened, boolean packed, Charset characters) throws IOException {
        InputStream bytes = packed ? new GZIPInputStream(opened.bytes(), 64 * 1024) : opened.bytes();
        boolean lines = split.get() == Split.LINES;
        RecordReader.LineEnds ends = lines
                ? RecordReader.lines()
                : RecordReader.csvRecords(separator.get().charAt(0));
        RecordReader records = new RecordReader(bytes, characters, ends, Math.toIntExact(maxRecord.get()));
        // what stands behind the last line end is no record before it is known that the file was not cut there
        records.grows();
        return new TextRecords(records, lines, this::undecodable);
    }

    @Override
    protected Poll poll() throws IOException {
        FileRecords source = reader;
        if (source == null) {
            return Poll.DONE;
        }
        OpenFile from = requireNonNull(file, "file");
        try {
            return send(source, from);
        } catch (EOFException | ZipException e) {
            if (!isPacked(from.path())) {
                throw unreadable(from, e);
            }
            throw new ConfigurationException(
                    "file '" + from.path() + "' is not packed to its end: behind byte " + source.position()
                            + " of what it holds nothing can be read (" + e.getMessage() + "); pack or copy it again",
                    e);
        } catch (IOException e) {
            throw unreadable(from, e);
        }
    }

    private static ConfigurationException unreadable(OpenFile file, IOException cause) {
        return new ConfigurationException("file '" + file.path() + "' cannot be read: " + Checks.reason(cause), cause);
    }

    /**
     * A hundred messages or a megabyte, and none behind one that is the last of its block: a position is that of the last one sent. What
     * they lead to is asked for room only after that.
     */
    private Poll send(FileRecords source, OpenFile from) throws IOException {
        context().series(series);
        Message ready = next(source);
        long bytes = source.length();
        for (int i = 1; ready != null; i++) {
            long position = source.position();
            if (i == AT_ONCE || bytes >= BYTES_AT_ONCE || source.isBlockEnd()) {
                send(ready, from, position);
                return Poll.MORE;
            }
            Message following = next(source);
            bytes += source.length();
            if (following == null) {
                send(ready, from, position);
            } else {
                out.send(ready);
            }
            ready = following;
        }
        return goOn(source, from);
    }

    private @Nullable Message next(FileRecords source) throws IOException {
        Message next = source.next();
        while (next != null && toSkip > 0) {
            toSkip--;
            next = source.next();
        }
        return next;
    }

    /** With the file that followed when the one that is at its end was rotated, or again with one that was truncated. */
    private Poll goOn(FileRecords ended, OpenFile from) throws IOException {
        Path name = context().resolve(path.get());
        Optional<Path> next = Rotation.next(name, from.key());
        boolean anew = next.isEmpty() && from.isWrittenAnew();
        if (tail.get() && next.isEmpty() && !anew) {
            return Poll.IDLE;
        }
        if (!anew && ended.complete()) {
            // what has no line end is a record now; and there may be more than when it was at its end, if it was
            // rotated after that
            return Poll.MORE;
        }
        if (anew) {
            context().log().warn("file '{}' was truncated while it was read; it is read from its beginning", name);
            series++;
            next = Optional.of(name);
        } else if (next.isPresent()) {
            context().log().info("goes on with file '{}', which was written after the one that has ended", next.get());
        } else {
            return Poll.DONE;
        }
        ended.close();
        begin(next.get(), characters());
        return Poll.MORE;
    }

    private void send(Message message, OpenFile from, long position) throws IOException {
        if (position != FileRecords.NOWHERE) {
            context().position(from.at(position).toString());
        }
        out.send(message);
    }

    private void undecodable(long position) {
        if (!warned) {
            warned = true;
            context()
                    .log()
                    .warn(
                            "the record before byte {} of '{}' has bytes that are no {}; see option 'charset'",
                            position,
                            path.get(),
                            charset.get());
        }
    }

    private void torn(Path place, long bytes) {
        if (!warned) {
            warned = true;
            context()
                    .log()
                    .warn("the last {} bytes of '{}' are no whole block of a container, and not read", bytes, place);
        }
    }

    @Override
    protected void positionDone(String position) throws IOException {
        requireNonNull(checkpoint, "checkpoint").done(position);
    }

    @Override
    protected void cleanup() throws IOException {
        if (checkpoint != null) {
            checkpoint.write();
        }
        if (reader != null) {
            reader.close();
        }
    }
}
