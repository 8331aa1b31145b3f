package org.rflow.components;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.jspecify.annotations.Nullable;
import org.rflow.message.DataType;
import org.rflow.message.Message;

/** Blocks of an Avro container, with the header before the first one; all records of a container have one type. */
final class AvroPiece implements FilePiece {
    private static final int FULL = 64 * 1024;

    private final OutputFile file;
    private final CodecFactory codec;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private @Nullable DataFileWriter<Object> writer;
    private @Nullable DataType type;

    AvroPiece(OutputFile file, CodecFactory codec) {
        this.file = file;
        this.codec = codec;
    }

    @Override
    public boolean fits(Message message) throws IOException {
        if (writer == null && file.size() > 0) {
            goOn();
        }
        return type == null || type.equals(message.type());
    }

    /** Takes type, codec and marker between blocks from the header that is there. */
    private void goOn() throws IOException {
        FileChannel channel = FileChannel.open(file.path());
        try (DataFileReader<Object> there =
                new DataFileReader<>(new SeekableChannel(channel), new GenericDatumReader<>())) {
            type = AvroContainer.type(there);
        }
        try (SeekableChannel there = new SeekableChannel(FileChannel.open(file.path()))) {
            writer = new DataFileWriter<>(new GenericDatumWriter<>()).appendTo(there, bytes);
        }
    }

    @Override
    public void add(Message message) throws IOException {
        // so that what does not fit its schema fails before anything is gathered
        message.encodedLength();
        if (writer == null) {
            begin(message.type());
        }
        DataFileWriter<Object> to = requireNonNull(writer, "writer");
        message.writeTo((data, offset, length) -> {
            try {
                to.appendEncoded(ByteBuffer.wrap(data, offset, length));
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
        });
    }

    private void begin(DataType newType) throws IOException {
        DataFileWriter<Object> made = new DataFileWriter<>(new GenericDatumWriter<>());
        made.setCodec(codec).setMeta(AvroContainer.TYPE, newType.name());
        writer = made.create(newType.schema(), bytes);
        type = newType;
    }

    @Override
    public boolean isFull() {
        return bytes.size() >= FULL;
    }

    @Override
    public ByteBuffer end() throws IOException {
        if (writer != null) {
            writer.flush();
        }
        return ByteBuffer.wrap(bytes.toByteArray());
    }

    @Override
    public void written() {
        bytes.reset();
    }

    @Override
    public void forget() {
        writer = null;
        type = null;
        bytes.reset();
    }
}
