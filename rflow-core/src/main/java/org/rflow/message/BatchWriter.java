package org.rflow.message;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gathers messages into one frame, the batch form (drawn in {@link BatchLayout}): {@link #begin}, {@link #append} again
 * and again, {@link #finish}. Data is encoded straight into the frame, or copied if it stands encoded. Consecutive
 * messages that share type and headers stand in one run, which costs nothing or 4 bytes a record; the same headers object
 * is the cheapest, equal headers will do. Used only by one loop thread.
 */
public final class BatchWriter {
    /** The data of one message may not take more; a frame is never larger than the target and two of these. */
    public static final int MAX_RECORD_BYTES = 64 << 20;

    private static final int SMALL = 4096;

    private final int targetBytes;
    private final byte[] prefix;
    private final List<DataType> types = new ArrayList<>();
    private WireBuffer out = new WireBuffer(SMALL);
    private @Nullable RunWriter run;
    private int count;
    private @Nullable Identities identities;

    /** A batch is full from this size on. */
    public BatchWriter(int targetBytes) {
        this(targetBytes, new byte[0]);
    }

    /** The same with bytes of the caller's that each frame begins with; they count into its size. */
    public BatchWriter(int targetBytes, byte[] prefix) {
        this.targetBytes = targetBytes;
        this.prefix = prefix.clone();
    }

    /** Begins an empty batch; what was not finished is forgotten. */
    public void begin(int incarnation, long firstNumber) {
        if (out.capacity() > 4L * Math.max(targetBytes, SMALL)) {
            out = new WireBuffer(SMALL);
        }
        out.truncate(0);
        out.write(prefix, 0, prefix.length);
        int header = out.skip(BatchLayout.BATCH_HEADER);
        out.putInt(header, BatchLayout.VERSION | BatchLayout.BATCH_HEADER << 8);
        out.putInt(header + BatchLayout.INCARNATION, incarnation);
        out.putLong(header + BatchLayout.FIRST_NUMBER, firstNumber);
        run = null;
        count = 0;
        types.clear();
        if (identities != null) {
            identities.clear();
        }
    }

    /** Adds a message; one that cannot be encoded throws {@link MessageException} and leaves no trace. */
    public void append(Message message) {
        int mark = out.position();
        boolean done = false;
        try {
            run = append(run, message);
            done = true;
        } finally {
            if (!done) {
                out.truncate(mark);
            }
        }
        count++;
    }

    private RunWriter append(@Nullable RunWriter current, Message message) {
        if (current != null && current.accepts(message)) {
            return current.add(message);
        }
        if (out.position() < BatchLayout.BATCH_HEADER) {
            throw new IllegalStateException("append before begin");
        }
        RunWriter next = new RunWriter(out, message);
        if (current != null) {
            current.close(next.start());
        }
        if (!types.contains(message.type())) {
            types.add(message.type());
        }
        return next;
    }

    /** The same for a message that can come again; all messages of a batch have to have an identity, or none. */
    public void append(Message message, long origin, long position, long path) {
        append(message);
        if (identities == null) {
            identities = new Identities();
        }
        identities.add(origin, position, path);
    }

    /** Says of origins (pairs of an origin and a position) that nothing below the position will come again. With identities only. */
    public void lows(long[] lows) {
        if (identities != null) {
            identities.lows(lows);
        }
    }

    /** Messages since {@link #begin}. */
    public int count() {
        return count;
    }

    /** Bytes of the frame so far. */
    public int size() {
        return out.position();
    }

    public boolean isFull() {
        return out.position() >= targetBytes;
    }

    /** The distinct types since {@link #begin}, in order: their schemas must have been announced before the frame leaves. */
    public List<DataType> typesUsed() {
        return List.copyOf(types);
    }

    /** Changes the number of the first record in a finished frame whose batch begins at {@code offset}. */
    public static void renumber(ByteBuffer frame, int offset, long firstNumber) {
        frame.order(ByteOrder.LITTLE_ENDIAN).putLong(offset + BatchLayout.FIRST_NUMBER, firstNumber);
    }

    /** Ends the frame; after that {@link #size} says how large it is. {@link #begin} has to be called before the next message. */
    public void end() {
        close();
    }

    /** The frame, in an array of its own. {@link #begin} has to be called before the next message. */
    public byte[] finish() {
        close();
        return out.toArray();
    }

    /** Writes the frame to a buffer that has room for {@link #size} bytes; else like {@link #finish()}. */
    public void finish(ByteBuffer target) {
        close();
        out.copyTo(target);
    }

    private void close() {
        if (run != null) {
            run.close(out.position());
            run = null;
        }
        out.putInt(prefix.length + BatchLayout.BATCH_RECORDS, count);
        if (identities != null && identities.count() > 0) {
            int start = out.position();
            identities.write(out);
            identities.clear();
            int length = out.position() - start;
            out.putInt(out.skip(BatchLayout.LENGTH), length);
            out.putByte(prefix.length + BatchLayout.BATCH_FLAGS, BatchLayout.IDENTITIES);
        }
    }
}
