package org.rflow.components;

import java.io.IOException;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.rflow.message.Message;

/** A text for each record that a {@link RecordReader} finds. Used by one thread. */
final class TextRecords implements FileRecords {
    private static final char REPLACEMENT = '\uFFFD';

    private final RecordReader reader;
    private final boolean withEmpty;
    private final LongConsumer undecodable;
    private long length;

    /** {@code undecodable} is told where a record ends that has bytes which are none of the character set. */
    TextRecords(RecordReader reader, boolean withEmpty, LongConsumer undecodable) {
        this.reader = reader;
        this.withEmpty = withEmpty;
        this.undecodable = undecodable;
    }

    @Override
    public void begin() throws IOException {
        reader.skipByteOrderMark();
    }

    @Override
    public @Nullable Message next() throws IOException {
        long before = reader.position();
        String record = reader.next();
        while (record != null && record.isEmpty() && !withEmpty) {
            record = reader.next();
        }
        length = reader.position() - before;
        if (record == null) {
            return null;
        }
        if (record.indexOf(REPLACEMENT) >= 0) {
            undecodable.accept(reader.position());
        }
        return Message.of(record);
    }

    @Override
    public boolean complete() {
        return reader.complete();
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public long position() {
        return reader.position();
    }

    @Override
    public boolean isBlockEnd() {
        return false;
    }

    @Override
    public void skipTo(long position) throws IOException {
        reader.skipTo(position);
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
