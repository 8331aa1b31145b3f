package org.rflow.message;

import java.util.function.Supplier;
import org.apache.avro.generic.IndexedRecord;

/**
 * Reads a record that was written with other fields, in another order, perhaps. Its fields' readers are filled in after
 * it is made, because they may need it. Thread safe from then on.
 */
final class GeneratedRecordReader implements DatumReader {
    /** The position of a field that is read only to get past it. */
    static final int NOWHERE = -1;

    private final Supplier<IndexedRecord> maker;
    private final int freeObjects;
    private final DatumReader[] readers;
    private final int[] positions;
    private int used;

    GeneratedRecordReader(Supplier<IndexedRecord> maker, int steps, int freeObjects) {
        this.maker = maker;
        this.freeObjects = freeObjects;
        this.readers = new DatumReader[steps];
        this.positions = new int[steps];
    }

    /** The next step: where to put what the reader gives. */
    void then(int position, DatumReader reader) {
        readers[used] = reader;
        positions[used++] = position;
    }

    @Override
    public Object read(AvroInput in) {
        in.enter();
        in.payFor(freeObjects);
        IndexedRecord record = maker.get();
        for (int i = 0; i < readers.length; i++) {
            Object value = readers[i].read(in);
            if (positions[i] != NOWHERE) {
                record.put(positions[i], value);
            }
        }
        in.leave();
        return record;
    }
}
