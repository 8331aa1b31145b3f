package org.rflow.connections.zeromq;

import java.nio.ByteBuffer;
import java.util.List;
import org.rflow.message.BatchWriter;
import org.rflow.message.DataType;

/**
 * A finished BATCH frame and what a link must know of it. The frame may be on several links at once, and its buffer is
 * used again when the receivers of all of them have processed it: then it has certainly left this process.
 */
final class Batch {
    /** The kind of the frame; the batch form begins behind it. */
    static final int OFFSET = 1;

    /** About what a batch and its place in queues take beside the frame. */
    private static final long OBJECTS = 256;

    private final ByteBuffer frame;
    private final FramePool pool;
    private final int records;
    private final List<DataType> types;
    private int links;
    private boolean lost;
    private boolean done;

    private Batch(ByteBuffer frame, FramePool pool, int records, List<DataType> types) {
        this.frame = frame;
        this.pool = pool;
        this.records = records;
        this.types = types;
    }

    static BatchWriter writer(int batchBytes) {
        return new BatchWriter(batchBytes, new byte[] {LinkFrame.BATCH});
    }

    /** What was gathered, in a buffer of the pool. */
    static Batch of(BatchWriter writer, FramePool pool) {
        writer.end();
        ByteBuffer frame = pool.take(writer.size());
        writer.finish(frame);
        return new Batch(frame.flip(), pool, writer.count(), writer.typesUsed());
    }

    ByteBuffer frame() {
        return frame;
    }

    int size() {
        return frame.limit();
    }

    /** What it takes of the memory: its buffer may be larger than the frame. */
    long heldBytes() {
        return frame.capacity() + OBJECTS;
    }

    int records() {
        return records;
    }

    List<DataType> types() {
        return types;
    }

    /** Gives the batch its place on the links that it goes to. */
    void renumber(long firstNumber) {
        BatchWriter.renumber(frame, OFFSET, firstNumber);
    }

    /** A link begins to hold it. */
    void hold() {
        links++;
    }

    /** A link is done with it: its receiver has processed it, or has it safe where that is promised. */
    void release() {
        links--;
        if (links == 0) {
            done = true;
            if (!lost) {
                pool.give(frame);
            }
        }
    }

    /** Nobody gets it: it was dropped before any link held it. */
    void discard() {
        if (links == 0 && !lost) {
            pool.give(frame);
        }
    }

    /** Whether all links are done with it. */
    boolean isDone() {
        return done;
    }

    /** A link closes and cannot tell whether its socket still reads the frame. */
    void lose() {
        mayBeRead();
        links--;
    }

    /** Its buffer cannot be used again: a socket that was closed may still read it. */
    void mayBeRead() {
        lost = true;
    }

    /** A link gives it back, to be sent again. */
    void takeBack() {
        links--;
    }
}
