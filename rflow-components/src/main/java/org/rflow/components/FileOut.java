package org.rflow.components;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.apache.avro.file.CodecFactory;
import org.jspecify.annotations.Nullable;
import org.rflow.component.Component;
import org.rflow.component.ComponentContext;
import org.rflow.component.ConfigurationException;
import org.rflow.component.InputPort;
import org.rflow.component.Option;
import org.rflow.component.OutputPort;
import org.rflow.message.Message;

/**
 * Appends each message to a file, as a line of the text people read. Any number of workers, in one process or many, may
 * write the same file: lines stay whole. The file is there from the start, even when nothing arrives. What was received is
 * written before it is acknowledged. A file whose name ends in {@code .gz} is packed, a gzip member for each batch.
 *
 * <pre>{@code
 * components:
 *   results:
 *     type: file_out
 *     options: { path: results/all.txt, truncate: true }
 *   archive:
 *     type: file_out
 *     options: { path: archive/orders.avro, format: avro, codec: deflate, rotate: 100MB, exact: true }
 * }</pre>
 *
 * <p>{@code format: avro} writes an Avro object container, which holds records of one data type with their schema, and the type's name as {@code rflow.type}; it is
 * empty until the first message comes. A container ends when another type comes, or another version of it, so let {@code route} part types that come mixed; any file ends, with
 * {@code rotate}, when there is so much in it. The old file is called {@code NAME.1} then, the next one {@code NAME.2}, as {@code file_in} reads them, and a new one begins. Such files are written
 * by one worker.
 *
 * <p>{@code truncate} empties the file once a run, before any worker runs, and not when a worker that died is replaced; it
 * removes {@code NAME.1} and the like too where files are rotated.
 *
 * <p>A file that is removed or renamed while it is written, as {@code logrotate} does, is begun anew, with a warning; what was written before stays in the renamed one.
 *
 * <p>With {@code exact: true}, on connections that promise at-least-once, every message stands there once, also after kills: a worker that takes
 * the place of one that died cuts off what will come again. The file must be this component's alone, and its shard has one worker. If it is removed or renamed meanwhile, the worker ends.
 * Without {@code exact} a worker that is killed while it writes may leave half a line, or half a gzip member, behind which a packed file cannot be read; half a block of a container is cut off.
 */
public final class FileOut extends Component {
    /** How a message stands in the file. */
    enum Format {
        LINES,
        AVRO
    }

    /** How the blocks of a container are packed. */
    enum Codec {
        NONE,
        DEFLATE
    }

    private static final int DEFLATE_LEVEL = 6;

    final InputPort in = inputPort("in", "what to write");
    final OutputPort errored = outputPort("errored", "what cannot be written");
    private final Option<Path> path =
            option("path").path().required().help("the file to write; one that ends in .gz is packed");
    private final Option<Format> format = option("format")
            .choice(Format.class)
            .defaultsTo("lines")
            .help("each message as a line of text, or as a record of an Avro object container");
    private final Option<Codec> codec =
            option("codec").choice(Codec.class).defaultsTo("none").help("how a container is packed");
    private final Option<Boolean> truncate =
            option("truncate").bool().defaultsTo("false").help("empty the file first; else append to it");
    private final Option<Long> rotate =
            option("rotate").size().help("begin a new file when this one has so many bytes");
    private final Option<Boolean> exact = option("exact")
            .bool()
            .defaultsTo("false")
            .help("after a kill cut off what will come again; the file must be this component's alone");

    private @Nullable OutputFile file;
    private @Nullable FilePiece piece;
    /** Something is gathered that is to stand in the file that was there when it was looked for. */
    private boolean gathering;

    @Override
    protected String help() {
        return "writes each message to a file";
    }

    @Override
    protected void configure(ComponentContext context) {
        checkWorkers(context.workerCount());
        Path resolved = context.resolve(path.get());
        boolean packed = FileIn.isPacked(resolved);
        if (packed && isAvro()) {
            throw new ConfigurationException(
                    "option 'path': a container is not packed as a whole; leave out .gz and set 'codec: deflate'");
        }
        if (rotate.isSet() && rotate.get() < 1) {
            throw new ConfigurationException("option 'rotate': must be above 0");
        }
        try {
            OutputFile opened = new OutputFile(resolved);
            file = opened;
            piece = isAvro() ? new AvroPiece(opened, codecFactory()) : new LinesPiece(packed);
            if (truncate.get() && context.workerIndex() == 1 && !context.isRestarted()) {
                opened.truncate(isAlone());
            }
            if (isAvro()) {
                cutTorn(opened);
            } else if (packed && opened.size() == 0) {
                opened.append(ByteBuffer.wrap(LinesPiece.emptyMember()));
            }
        } catch (IOException e) {
            throw new ConfigurationException("file '" + resolved + "' cannot be written: " + e, e);
        }
    }

    private boolean isAvro() {
        return format.get() == Format.AVRO;
    }

    private boolean isAlone() {
        return isAvro() || rotate.isSet();
    }

    private void checkWorkers(int workers) {
        String option = exact.get() ? "exact" : rotate.isSet() ? "rotate" : "format";
        if (workers > 1 && (exact.get() || isAlone())) {
            throw new ConfigurationException("option '" + option + "': a shard of " + workers
                    + " workers writes the file together; let one worker write it");
        }
    }

    private CodecFactory codecFactory() {
        return codec.get() == Codec.DEFLATE ? CodecFactory.deflateCodec(DEFLATE_LEVEL) : CodecFactory.nullCodec();
    }

    /** What a worker was writing when it died would make unreadable what comes behind it. */
    private void cutTorn(OutputFile container) throws IOException {
        long size = container.size();
        if (size == 0) {
            return;
        }
        long whole;
        try (FileChannel channel = FileChannel.open(container.path())) {
            whole = AvroContainer.wholeLength(channel);
        }
        if (whole < size) {
            context()
                    .log()
                    .warn(
                            "file '{}' ends in the midst of a block: the last {} bytes are cut off",
                            container.path(),
                            size - whole);
            container.cut(whole);
        }
    }

    @Override
    protected void process(InputPort port, Message message) throws IOException {
        FilePiece gathered = requireNonNull(piece, "piece");
        if (gathered.isFull()) {
            // before, as a message that the disk is too full for fails, and is not to be gathered then
            write();
        }
        if (!gathering && !exact.get()) {
            openAnewIfGone();
        }
        gathering = true;
        if (!gathered.fits(message)) {
            write();
            rotate();
        }
        gathered.add(message);
    }

    private void openAnewIfGone() throws IOException {
        OutputFile open = requireNonNull(file, "file");
        if (open.isGone()) {
            context()
                    .log()
                    .warn("file '{}' was removed or renamed while it was written; a new one is begun", open.path());
            open.openAnew();
            requireNonNull(piece, "piece").forget();
        }
    }

    @Override
    protected boolean hasState() {
        return exact.get();
    }

    /** Where the file ends. */
    @Override
    protected byte[] snapshot(int slot) throws IOException {
        return slot != 0 || file == null ? new byte[0] : file.place().toBytes();
    }

    @Override
    protected void restore(int slot, byte[] state) throws IOException {
        if (exact.get()) {
            requireNonNull(file, "file").putBack(OutputFile.Place.of(state));
            requireNonNull(piece, "piece").forget();
        }
    }

    @Override
    protected void endOfBatch() throws IOException {
        write();
        if (exact.get() && file != null && file.isGone()) {
            throw new ConfigurationException("file '" + file.path() + "' was removed or renamed while it was written,"
                    + " so it cannot be exact: put it back, or start the flow anew");
        }
    }

    private void write() {
        if (file == null || piece == null) {
            return;
        }
        try {
            ByteBuffer bytes = piece.end();
            if (bytes.hasRemaining()) {
                file.append(bytes);
                piece.written();
            }
            gathering = false;
            if (rotate.isSet() && file.size() >= rotate.get()) {
                rotate();
            }
        } catch (IOException e) {
            throw new ConfigurationException("file '" + file.path() + "' cannot be written: " + Checks.reason(e), e);
        }
    }

    private void rotate() throws IOException {
        requireNonNull(file, "file").rotate();
        requireNonNull(piece, "piece").forget();
    }

    @Override
    protected void cleanup() throws IOException {
        if (file != null) {
            write();
            file.close();
        }
    }
}
