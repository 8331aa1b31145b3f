package org.rflow.message;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Avro bytes of one datum. What encoding and decoding need is kept per thread: making it anew costs more than the work. */
final class AvroCodec {
    /** The length of an array takes at most 5 bytes of 7 bits. */
    private static final int MOST_LENGTH_SHIFT = 28;

    private static final ThreadLocal<AvroCodec> CODECS = ThreadLocal.withInitial(AvroCodec::new);
    private static final int CAPACITY = 512;
    private static final int KEPT_CAPACITY = 1 << 20;

    private final AvroInput input = new AvroInput();
    private WireBuffer scratch = new WireBuffer(CAPACITY);

    private AvroCodec() {}

    static byte[] encode(DataType type, Object data) {
        AvroCodec codec = CODECS.get();
        WireBuffer out = codec.scratch;
        out.truncate(0);
        encode(type, data, out);
        if (out.capacity() > KEPT_CAPACITY) {
            codec.scratch = new WireBuffer(CAPACITY);
        }
        return out.toArray();
    }

    /** Appends the encoding; after an exception {@code out} has to be truncated. */
    static void encode(DataType type, @Nullable Object data, WireBuffer out) {
        try {
            if (GeneratedClass.isGenerated(data)) {
                SpecificRecord record = (SpecificRecord) requireNonNull(data, "data");
                GeneratedClass.of(record.getClass()).writer(type).write(record, out);
            } else {
                write(type, data, out);
            }
        } catch (IOException | RuntimeException e) {
            throw new MessageException("data does not fit the schema of type '" + type + "': " + e.getMessage(), e);
        } catch (StackOverflowError e) {
            throw new MessageException("data of type '" + type + "' is nested too deep to be encoded", e);
        }
    }

    private static void write(DataType type, @Nullable Object data, WireBuffer out) throws IOException {
        int start = out.position();
        try {
            type.writer().write(data, out);
        } catch (RuntimeException e) {
            // Avro says more exactly what does not fit, and where
            out.truncate(start);
            new GenericDatumWriter<>(type.schema(), new GenericData()).write(data, out);
        }
    }

    static Object decode(DataType type, byte[] bytes, int offset, int length) {
        @Nullable Object data;
        try {
            data = read(type.reader(), bytes, offset, length);
        } catch (MessageException e) {
            throw new MessageException("data of type '" + type + "' does not decode: " + e.getMessage(), e);
        }
        if (data == null) {
            throw new MessageException("data of type '" + type + "' is null");
        }
        return data;
    }

    /** Where the bytes of a record whose one field is {@code bytes} stand, read-only. */
    static ByteBuffer rawBytes(DataType type, byte[] bytes, int offset, int length) {
        int at = startOfBytes(bytes, offset, length);
        if (at < 0) {
            throw malformed(type, bytes, offset, length);
        }
        return ByteBuffer.wrap(bytes, at, offset + length - at).slice().asReadOnlyBuffer();
    }

    /** Behind the length, if that is right; else -1. Done by hand: asking the thread for its reader takes longer than all the rest. */
    private static int startOfBytes(byte[] bytes, int offset, int length) {
        int end = offset + length;
        int at = offset;
        long size = 0;
        for (int shift = 0; at < end && shift <= MOST_LENGTH_SHIFT; shift += 7) {
            byte next = bytes[at++];
            size |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return size == 2L * (end - at) ? at : -1;
            }
        }
        return -1;
    }

    private static MessageException malformed(DataType type, byte[] bytes, int offset, int length) {
        AvroInput in = CODECS.get().input.wrap(bytes, offset, length);
        try {
            in.skip(in.readLength());
            in.expectEnd();
            return new MessageException(
                    "data of type '" + type + "' does not decode: its length is not written in the shortest way");
        } catch (MessageException e) {
            return new MessageException("data of type '" + type + "' does not decode: " + e.getMessage(), e);
        } finally {
            in.release();
        }
    }

    /** Decodes into a generated class; what its constructor, fields and conversions throw is the data's fault as well. */
    static <T extends SpecificRecord> T decode(
            DataType type, Class<T> javaClass, byte[] bytes, int offset, int length) {
        try {
            DatumReader reader = GeneratedClass.of(javaClass).reader(type);
            return javaClass.cast(requireNonNull(read(reader, bytes, offset, length), "record"));
        } catch (RuntimeException e) {
            String reason = e instanceof MessageException ? e.getMessage() : e.toString();
            throw new MessageException(
                    "data of type '" + type + "' does not decode as " + javaClass.getName() + ": " + reason, e);
        }
    }

    private static @Nullable Object read(DatumReader reader, byte[] bytes, int offset, int length) {
        AvroInput in = CODECS.get().input.wrap(bytes, offset, length);
        try {
            Object data = reader.read(in);
            in.expectEnd();
            return data;
        } finally {
            in.release();
        }
    }
}
