package org.rflow.connections.zeromq;

import java.util.List;
import org.rflow.message.BatchWriter;
import org.rflow.message.DataType;

/** A finished BATCH frame and what a link must know of it. The frame may be on several links at once. */
final class Batch {
    /** The kind of the frame; the batch form begins behind it. */
    static final int OFFSET = 1;

    private final byte[] frame;
    private final int records;
    private final List<DataType> types;

    Batch(byte[] frame, int records, List<DataType> types) {
        this.frame = frame;
        this.records = records;
        this.types = types;
    }

    static BatchWriter writer(int batchBytes) {
        return new BatchWriter(batchBytes, new byte[] {LinkFrame.BATCH});
    }

    byte[] frame() {
        return frame;
    }

    int records() {
        return records;
    }

    List<DataType> types() {
        return types;
    }

    /** Gives the batch its place on the one link that it goes to. */
    void renumber(long firstNumber) {
        BatchWriter.renumber(frame, OFFSET, firstNumber);
    }
}
