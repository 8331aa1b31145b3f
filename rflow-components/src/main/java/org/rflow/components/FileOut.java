package org.rflow.components;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.rflow.component.Component;
import org.rflow.component.ComponentContext;
import org.rflow.component.ConfigurationException;
import org.rflow.component.InputPort;
import org.rflow.component.Option;
import org.rflow.message.Message;

/**
 * Appends each message to a file, as a line of the text people read. Any number of workers, in one process or many, may
 * write the same file: lines stay whole. The file is there from the start, even when nothing arrives. What was received is
 * written before it is acknowledged.
 *
 * <pre>{@code
 * components:
 *   results:
 *     type: file_out
 *     options: { path: results/all.txt, truncate: true }
 * }</pre>
 *
 * <p>{@code truncate} empties the file once a run, before any worker runs, and not when a worker that died is replaced.
 *
 * <p>With {@code exact: true}, on connections that promise at-least-once, every line stands there once, also after kills: a worker that takes
 * the place of one that died cuts off what will come again. The file must be this component's alone, and its shard has one worker.
 */
public final class FileOut extends Component {
    private static final int BUFFER = 64 * 1024;

    final InputPort in = inputPort("in", "what to write, a line each");
    private final Option<Path> path = option("path").path().required().help("the file to write");
    private final Option<Boolean> truncate =
            option("truncate").bool().defaultsTo("false").help("empty the file first; else append to it");

    private final Option<Boolean> exact = option("exact")
            .bool()
            .defaultsTo("false")
            .help("after a kill cut off what will come again; the file must be this component's alone");

    private ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    private @Nullable SharedFile file;

    @Override
    protected String help() {
        return "writes each message as a line of a file";
    }

    @Override
    protected void configure(ComponentContext context) {
        Path resolved = context.resolve(path.get());
        if (exact.get() && context.workerCount() > 1) {
            throw new ConfigurationException("option 'exact': a shard of " + context.workerCount()
                    + " workers writes the file together; let one worker write it");
        }
        try {
            SharedFile opened = new SharedFile(resolved);
            file = opened;
            if (truncate.get() && context.workerIndex() == 1 && !context.isRestarted()) {
                opened.truncate();
            }
        } catch (IOException e) {
            throw new ConfigurationException("file '" + resolved + "' cannot be written: " + e, e);
        }
    }

    @Override
    protected void process(InputPort port, Message message) throws IOException {
        byte[] line = message.text().getBytes(StandardCharsets.UTF_8);
        if (line.length >= buffer.remaining()) {
            write();
            if (line.length >= buffer.capacity()) {
                buffer = ByteBuffer.allocateDirect(line.length + BUFFER);
            }
        }
        buffer.put(line).put((byte) '\n');
    }

    @Override
    protected boolean hasState() {
        return exact.get();
    }

    /** How long the file is. */
    @Override
    protected byte[] snapshot(int slot) throws IOException {
        if (slot != 0 || file == null) {
            return new byte[0];
        }
        return ByteBuffer.allocate(Long.BYTES).putLong(file.size()).array();
    }

    @Override
    protected void restore(int slot, byte[] state) throws IOException {
        if (exact.get() && file != null) {
            file.cut(ByteBuffer.wrap(state).getLong());
        }
    }

    @Override
    protected void endOfBatch() throws IOException {
        write();
    }

    private void write() throws IOException {
        if (buffer.position() == 0 || file == null) {
            return;
        }
        buffer.flip();
        try {
            file.append(buffer);
        } finally {
            buffer.compact();
        }
    }

    @Override
    protected void cleanup() throws IOException {
        if (file != null) {
            write();
            file.close();
        }
    }
}
