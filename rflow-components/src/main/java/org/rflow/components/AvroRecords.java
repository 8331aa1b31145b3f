package org.rflow.components;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.function.LongConsumer;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.jspecify.annotations.Nullable;
import org.rflow.message.DataType;
import org.rflow.message.Headers;
import org.rflow.message.Message;

/**
 * The records of an Avro container, encoded as they stand there. One can go on only behind a whole block, so only the last record of each has a
 * position. A file without a byte has no records. Used by one thread.
 */
final class AvroRecords implements FileRecords {
    private final FileChannel file;
    private final LongConsumer torn;
    private final @Nullable DataFileReader<Object> reader;
    private final @Nullable DataType type;
    private byte[] block = new byte[0];
    private BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(block, null);
    private long left;
    private int length;
    private long position;

    /** {@code torn} is told how many bytes at the end are no whole block. */
    AvroRecords(FileChannel file, LongConsumer torn) throws IOException {
        this.file = file;
        this.torn = torn;
        if (file.size() == 0) {
            reader = null;
            type = null;
            return;
        }
        try {
            DataFileReader<Object> opened = new DataFileReader<>(new SeekableChannel(file), new GenericDatumReader<>());
            type = AvroContainer.type(opened);
            reader = opened;
            position = opened.previousSync();
        } catch (AvroRuntimeException e) {
            throw new IOException("its header cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public @Nullable Message next() throws IOException {
        if (reader == null || type == null || (left == 0 && !nextBlock(reader))) {
            return null;
        }
        int start = offset();
        GenericDatumReader.skip(type.schema(), decoder);
        left--;
        length = offset() - start;
        return Message.encoded(type, Headers.NONE, block, start, length);
    }

    private boolean nextBlock(DataFileReader<Object> from) throws IOException {
        try {
            while (left == 0) {
                if (!from.hasNext()) {
                    tellTorn();
                    return false;
                }
                ByteBuffer bytes = from.nextBlock();
                // the reader uses its buffer again
                block = new byte[bytes.remaining()];
                bytes.get(block);
                decoder = DecoderFactory.get().binaryDecoder(block, decoder);
                left = from.getBlockCount();
                position = from.previousSync();
            }
            return true;
        } catch (AvroRuntimeException e) {
            throw new IOException("the block at byte " + position + " cannot be read: " + e.getMessage(), e);
        }
    }

    private void tellTorn() throws IOException {
        if (file.size() > position) {
            torn.accept(file.size() - position);
        }
    }

    private int offset() throws IOException {
        return block.length - decoder.inputStream().available();
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public long position() {
        return left == 0 ? position : NOWHERE;
    }

    @Override
    public boolean isBlockEnd() {
        return left == 0;
    }

    @Override
    public void skipTo(long byteOffset) throws IOException {
        if (reader != null && byteOffset > 0) {
            reader.seek(byteOffset);
            position = byteOffset;
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
