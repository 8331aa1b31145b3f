package org.rflow.message;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Avro bytes of one datum. What encoding and decoding need is kept per thread: making it anew costs more than the work. */
final class AvroCodec {
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
    static void encode(DataType type, Object data, WireBuffer out) {
        try {
            type.writer().write(data, out);
        } catch (IOException | RuntimeException e) {
            throw new MessageException("data does not fit the schema of type '" + type + "': " + e.getMessage(), e);
        } catch (StackOverflowError e) {
            throw new MessageException("data of type '" + type + "' is nested too deep to be encoded", e);
        }
    }

    /** Where the bytes of a record whose one field is {@code bytes} stand, read-only. */
    static ByteBuffer rawBytes(DataType type, byte[] bytes, int offset, int length) {
        AvroInput in = CODECS.get().input.wrap(bytes, offset, length);
        try {
            int size = in.readLength();
            int at = in.skip(size);
            in.expectEnd();
            return ByteBuffer.wrap(bytes, at, size).slice().asReadOnlyBuffer();
        } catch (MessageException e) {
            throw doesNotDecode(type, e);
        } finally {
            in.release();
        }
    }

    static Object decode(DataType type, byte[] bytes, int offset, int length) {
        AvroInput in = CODECS.get().input.wrap(bytes, offset, length);
        @Nullable Object data;
        try {
            data = type.reader().read(in);
            in.expectEnd();
        } catch (MessageException e) {
            throw doesNotDecode(type, e);
        } finally {
            in.release();
        }
        if (data == null) {
            throw new MessageException("data of type '" + type + "' is null");
        }
        return data;
    }

    private static MessageException doesNotDecode(DataType type, MessageException cause) {
        return new MessageException("data of type '" + type + "' does not decode: " + cause.getMessage(), cause);
    }
}
