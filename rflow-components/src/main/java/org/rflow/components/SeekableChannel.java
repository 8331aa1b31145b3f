package org.rflow.components;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.apache.avro.file.SeekableInput;

/** An open file as Avro reads one. Used by one thread. */
final class SeekableChannel implements SeekableInput {
    private final FileChannel file;

    SeekableChannel(FileChannel file) {
        this.file = file;
    }

    @Override
    public void seek(long position) throws IOException {
        file.position(position);
    }

    @Override
    public long tell() throws IOException {
        return file.position();
    }

    @Override
    public long length() throws IOException {
        return file.size();
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        return file.read(ByteBuffer.wrap(bytes, offset, length));
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
